package cli

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// portTries is how many ports are tried after a default one that is taken.
const portTries = 20

// openedPorts are the listeners of an app, or of the platform's own port.
type openedPorts struct {
	appserver.Ports
	config *config.Config
	// firm is whether the port of a key is opened or the start fails; else one
	// that is taken gives way to the next free one.
	firm  func(key string) bool
	notes []string
}

// openPorts opens what the protocols ask for, all of it or nothing; what was
// passed is not opened anew.
func openPorts(c *config.Config, firm func(key string) bool, passed map[string][]net.Listener) (o openedPorts, err error) {
	o = openedPorts{config: c, firm: firm}
	defer func() {
		if err != nil {
			o.Close()
		}
	}()
	if err := o.inherit(passed); err != nil {
		return o, err
	}
	if c.Protocol != "https" && o.HTTP == nil {
		if o.HTTP, err = o.open("httpPort", c.HTTPPort); err != nil {
			return o, err
		}
	}
	if c.WantsHTTPS() && o.HTTPS == nil {
		o.HTTPS, err = o.open("httpsPort", c.HTTPSPort)
	}
	return o, err
}

// open opens the port of a key, or the next free one, with a note that says who
// has it.
func (o *openedPorts) open(key string, first int) ([]net.Listener, error) {
	word, taken := strings.TrimSuffix(key, "Port"), false
	for port := first; ; port++ {
		lns, err := lb.Listen(o.config.Host, port, o.config.LBReplicas)
		if err == nil {
			return lns, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, listenError(err, port)
		}
		if o.firm(key) {
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
