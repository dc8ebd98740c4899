package cli

import (
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/rip-server/rip-server/internal/systemd"
)

// takeService takes what the service manager has for this process out of the
// environment: the workers are not the service.
func (p *Process) takeService() (systemd.Service, *Process) {
	service, environ := systemd.Take(p.Environ, os.Getpid(), 0)
	own := *p
	own.Environ = environ
	return service, &own
}

// inherit takes the sockets that were passed, by the names http and https. One
// without such a name is what the app's protocol is.
func (o *openedPorts) inherit(a *app, service systemd.Service) error {
	all, err := service.Listeners()
	if err != nil {
		return err
	}
	for name, lns := range all {
		switch {
		case name == "https", name != "http" && a.Config.Protocol == "https":
			o.https = append(o.https, lns...)
		default:
			o.http = append(o.http, lns...)
		}
	}
	if o.http != nil && a.Config.Protocol == "https" || o.https != nil && !a.Config.WantsHTTPS() {
		return fmt.Errorf("a socket was passed for %s, and the protocol is %s: name it %s (FileDescriptorName=) or change the protocol",
			passedScheme(o), a.Config.Protocol, strings.ReplaceAll(a.Config.Protocol, "+", " or "))
	}
	return o.onlyTCP()
}

func passedScheme(o *openedPorts) string {
	if o.https != nil {
		return "https"
	}
	return "http"
}

func (o *openedPorts) onlyTCP() error {
	for _, lns := range [][]net.Listener{o.http, o.https} {
		for _, ln := range lns {
			if _, isTCP := ln.Addr().(*net.TCPAddr); !isTCP {
				return fmt.Errorf("the socket %s was passed, and clients come over TCP only: ListenStream= names a port", ln.Addr())
			}
		}
	}
	return nil
}
