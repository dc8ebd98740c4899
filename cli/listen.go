package cli

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// portTries is how many ports are tried after a default one that is taken.
const portTries = 20

// openedPorts are the app's listeners.
type openedPorts struct {
	appserver.Ports
	notes []string
}

// openPorts opens what the app's protocols ask for, all of it or nothing; what
// was passed is not opened anew.
func openPorts(a *app, passed map[string][]net.Listener) (o openedPorts, err error) {
	defer func() {
		if err != nil {
			o.Close()
		}
	}()
	if err := o.inherit(a, passed); err != nil {
		return o, err
	}
	if a.Config.Protocol != "https" && o.HTTP == nil {
		if o.HTTP, err = o.open(a, "httpPort", a.Config.HTTPPort); err != nil {
			return o, err
		}
	}
	if a.Config.WantsHTTPS() && o.HTTPS == nil {
		o.HTTPS, err = o.open(a, "httpsPort", a.Config.HTTPSPort)
	}
	return o, err
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
			return nil, fmt.Errorf("port %d is taken by %s: stop it, or choose another port, such as %s:%d", port, ports.Who(port), word, port+1)
		}
		if port == first+portTries || port == 65535 {
			return nil, fmt.Errorf("the ports %d to %d are all taken; choose one with %s:<port>", first, port, word)
		}
		if !taken {
			o.notes = append(o.notes, fmt.Sprintf("port %d is taken by %s", port, ports.Who(port)))
		}
		taken = true
	}
}

func listenError(err error, port int) error {
	if errors.Is(err, syscall.EACCES) {
		return fmt.Errorf("port %d needs privileges: use one from 1024 up, or allow it (on Linux: setcap cap_net_bind_service=+ep rip-server): %w", port, err)
	}
	return fmt.Errorf("listen: %w", err)
}
