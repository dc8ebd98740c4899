package platform

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// listen opens the ports that the app is to have, all of them or none.
func listen(c *config.Config) (p appserver.Ports, err error) {
	if c.Protocol != "https" {
		if p.HTTP, err = lb.Listen(c.Host, c.HTTPPort, c.LBReplicas); err != nil {
			return p, listenError(c.HTTPPort, err)
		}
	}
	if c.WantsHTTPS() {
		if p.HTTPS, err = lb.Listen(c.Host, c.HTTPSPort, c.LBReplicas); err != nil {
			p.Close()
			return p, listenError(c.HTTPSPort, err)
		}
	}
	return p, nil
}

// tryPort is whether the port could be opened now.
func tryPort(host string, port int) error {
	lns, err := lb.Listen(host, port, 1)
	appserver.Ports{HTTP: lns}.Close()
	if err != nil {
		return listenError(port, err)
	}
	return nil
}

// listenError says who has the port, where that is why.
func listenError(port int, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%w: port %d is taken by %s; stop that, or choose another port", ErrConflict, port, ports.Who(port))
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d needs privileges; use one from 1024 up: %w", port, err)
	}
	return fmt.Errorf("listen on port %d: %w", port, err)
}
