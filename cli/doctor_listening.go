package cli

import (
	"errors"
	"net"
	"strconv"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/internal/ports"
)

// examineListening looks at the ports of the app's protocols, and at what HTTPS
// would be served with.
func (p *Process) examineListening(a *app) []finding {
	var findings []finding
	if a.Config.Protocol != "https" {
		findings = append(findings, examinePort(a, "httpPort", a.Config.HTTPPort))
	}
	if a.Config.WantsHTTPS() {
		findings = append(findings, examinePort(a, "httpsPort", a.Config.HTTPSPort))
		findings = append(findings, p.examineCertificates(a.Config)...)
	}
	return findings
}

// examinePort tries to listen as serve would, and lets go at once.
func examinePort(a *app, key string, port int) finding {
	word := strings.TrimSuffix(key, "Port")
	ln, err := net.Listen("tcp", net.JoinHostPort(a.Config.Host, strconv.Itoa(port)))
	switch {
	case err == nil:
		ln.Close()
		return ok("port", "%d is free", port)
	case errors.Is(err, syscall.EADDRINUSE) && (a.IsSet(key) || a.Config.HTTPS == "acme"):
		return broken("port", "stop it, or choose another one: "+word+":"+strconv.Itoa(port+1), "%d is taken by %s", port, ports.Who(port))
	case errors.Is(err, syscall.EADDRINUSE):
		return warning("port", "serve takes the next free one; "+word+":<port> chooses", "%d is taken by %s", port, ports.Who(port))
	}
	return broken("port", "choose another one with "+word+":<port>, or another address with --host", "%v", listenError(err, port))
}
