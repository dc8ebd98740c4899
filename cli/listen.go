package cli

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// portTries is how many ports are tried after a default one that is taken.
const portTries = 20

// openedPorts are the app's listeners, each list of one port.
type openedPorts struct {
	http, https []net.Listener
	notes       []string
}

// openPorts opens what the app's protocols ask for, all of it or nothing; what
// was passed is not opened anew.
func openPorts(a *app, passed map[string][]net.Listener) (o openedPorts, err error) {
	defer func() {
		if err != nil {
			o.close()
		}
	}()
	if err := o.inherit(a, passed); err != nil {
		return o, err
	}
	if a.Config.Protocol != "https" && o.http == nil {
		if o.http, err = o.open(a, "httpPort", a.Config.HTTPPort); err != nil {
			return o, err
		}
	}
	if a.Config.WantsHTTPS() && o.https == nil {
		o.https, err = o.open(a, "httpsPort", a.Config.HTTPSPort)
	}
	return o, err
}

func (o openedPorts) close() {
	for _, ln := range slices.Concat(o.http, o.https) {
		ln.Close()
	}
}

// serve hands the listeners to the app, HTTPS first: it is the address that
// people are told first.
func (o openedPorts) serve(app *appserver.App, host string) {
	if o.https != nil {
		app.ServeTLS(o.https, host)
	}
	if o.http != nil {
		app.Serve(o.http, host)
	}
}

// open opens the port of a key. A port that was asked for, or that authorities
// come to, is opened or the start fails; a default that is taken gives way to
// the next free one, with a note that says who has it.
func (o *openedPorts) open(a *app, key string, first int) ([]net.Listener, error) {
	c, word, taken := a.Config, strings.TrimSuffix(key, "Port"), false
	for port := first; ; port++ {
		lns, err := lb.Listen(c.Host, port, c.LBReplicas)
		if err == nil {
			return lns, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, listenError(err, port)
		}
		if a.IsSet(key) || c.HTTPS == "acme" {
			return nil, fmt.Errorf("port %d is taken by %s: stop it, or choose another port, such as %s:%d", port, holder(port), word, port+1)
		}
		if port == first+portTries || port == 65535 {
			return nil, fmt.Errorf("the ports %d to %d are all taken; choose one with %s:<port>", first, port, word)
		}
		if !taken {
			o.notes = append(o.notes, fmt.Sprintf("port %d is taken by %s", port, holder(port)))
		}
		taken = true
	}
}

func holder(port int) string {
	if h, found := ports.HeldBy(port); found {
		return h.String()
	}
	return "another process"
}

func listenError(err error, port int) error {
	if errors.Is(err, syscall.EACCES) {
		return fmt.Errorf("port %d needs privileges: use one from 1024 up, or allow it (on Linux: setcap cap_net_bind_service=+ep rip-server): %w", port, err)
	}
	return fmt.Errorf("listen: %w", err)
}
