package platform

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// listeners are an app's own ports, each list of one port.
type listeners struct{ http, https []net.Listener }

// listen opens the ports that the app is to have, all of them or none.
func listen(c *config.Config) (l listeners, err error) {
	if c.Protocol != "https" {
		if l.http, err = lb.Listen(c.Host, c.HTTPPort, c.LBReplicas); err != nil {
			return l, listenError(c.HTTPPort, err)
		}
	}
	if c.WantsHTTPS() {
		if l.https, err = lb.Listen(c.Host, c.HTTPSPort, c.LBReplicas); err != nil {
			l.close()
			return l, listenError(c.HTTPSPort, err)
		}
	}
	return l, nil
}

// serve hands the listeners to the app, whose they are then.
func (l listeners) serve(app *appserver.App, host string) {
	if l.https != nil {
		app.ServeTLS(l.https, host)
	}
	if l.http != nil {
		app.Serve(l.http, host)
	}
}

func (l listeners) close() {
	for _, ln := range slices.Concat(l.http, l.https) {
		ln.Close()
	}
}

// tryPort is whether the port could be opened now.
func tryPort(host string, port int) error {
	lns, err := lb.Listen(host, port, 1)
	listeners{http: lns}.close()
	if err != nil {
		return listenError(port, err)
	}
	return nil
}

// listenError says who has the port, where that is why.
func listenError(port int, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		who := "another process"
		if h, found := ports.HeldBy(port); found {
			who = h.String()
		}
		return fmt.Errorf("%w: port %d is taken by %s; stop that, or choose another port", ErrConflict, port, who)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d needs privileges; use one from 1024 up: %w", port, err)
	}
	return fmt.Errorf("listen on port %d: %w", port, err)
}
