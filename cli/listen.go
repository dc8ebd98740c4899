package cli

import (
	"errors"
	"fmt"
	"net"
	"syscall"

	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// portTries is how many ports are tried after a default one that is taken.
const portTries = 20

// openPort opens the app's port. A port that was asked for is opened or the
// start fails; a default that is taken gives way to the next free one, with a
// note that says who has it.
func openPort(a *app) (lns []net.Listener, note string, err error) {
	c := a.Config
	first := c.HTTPPort
	for port := first; ; port++ {
		lns, err := lb.Listen(c.Host, port, c.LBReplicas)
		if err == nil {
			return lns, note, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, "", listenError(err, port)
		}
		if a.IsSet("httpPort") {
			return nil, "", fmt.Errorf("port %d is taken by %s: stop it, or choose another port, such as http:%d", port, holder(port), port+1)
		}
		if port == first+portTries || port == 65535 {
			return nil, "", fmt.Errorf("the ports %d to %d are all taken; choose one with http:<port>", first, port)
		}
		if note == "" {
			note = fmt.Sprintf("port %d is taken by %s", port, holder(port))
		}
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
