package cli

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/internal/systemd"
	"github.com/rip-server/rip-server/internal/takeover"
)

// received is what this process was given by who started it: the service
// manager, or a server that it is to take over from.
type received struct {
	systemd.Service
	predecessor *takeover.Predecessor // nil: none
	listeners   map[string][]net.Listener
}

// metricsName is the name of the socket for metrics when it is handed over.
const metricsName = "metrics"

// receive takes it out of the environment: the workers are not the service.
func (p *Process) receive() (received, *Process, error) {
	predecessor, environ, err := takeover.Take(p.Environ)
	if err != nil {
		return received{}, p, err
	}
	service, environ := systemd.Take(environ, os.Getpid(), predecessor.Parent())
	own := *p
	own.Environ = environ
	listeners, err := service.Listeners()
	return received{service, predecessor, listeners}, &own, err
}

// metrics is the listener for metrics, nil when none was passed.
func (r received) metrics() net.Listener {
	if lns := r.listeners[metricsName]; len(lns) > 0 {
		return lns[0]
	}
	return nil
}

// inherit takes the sockets that were passed, by the names http and https. One
// without such a name is what the protocol is.
func (o *openedPorts) inherit(listeners map[string][]net.Listener) error {
	protocol := o.config.Protocol
	for name, lns := range listeners {
		switch {
		case name == metricsName:
		case name == "https", name != "http" && protocol == "https":
			o.HTTPS = append(o.HTTPS, lns...)
		default:
			o.HTTP = append(o.HTTP, lns...)
		}
	}
	if o.HTTP != nil && protocol == "https" || o.HTTPS != nil && !o.config.WantsHTTPS() {
		return fmt.Errorf("a socket was passed for a protocol that is not served, which is %s: name it %s (FileDescriptorName=) or change the protocol",
			protocol, strings.ReplaceAll(protocol, "+", " or "))
	}
	return onlyTCP(slices.Concat(o.HTTP, o.HTTPS))
}

func onlyTCP(lns []net.Listener) error {
	for _, ln := range lns {
		if _, isTCP := ln.Addr().(*net.TCPAddr); !isTCP {
			return fmt.Errorf("the socket %s was passed, and clients come over TCP only: ListenStream= names a port", ln.Addr())
		}
	}
	return nil
}
