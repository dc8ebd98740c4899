package router

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/lb"
)

// Own is what the platform keeps for itself.
type Own struct {
	// Handler answers what is no app's. It has to look at the host itself,
	// since every unknown one ends there.
	Handler lb.Handler
	// Paths stay its own, and everything below them, on hosts that are no app's.
	Paths []string
	// Hosts are never an app's, beside localhost and addresses.
	Hosts []string
}

// HasHost is whether no app can have that host, which is in lower case and
// without port.
func (o *Own) HasHost(host string) bool {
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return true
	}
	return host == "localhost" || slices.Contains(o.Hosts, host)
}

// HasPath is whether no app can have that path prefix.
func (o *Own) HasPath(prefix string) bool {
	return slices.ContainsFunc(o.Paths, func(own string) bool {
		return prefix == own || strings.HasPrefix(prefix, own+"/")
	})
}
