package ca

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/publicsuffix"
)

// developmentDomains are those that nobody can own: names under them mean this
// machine or this network (RFC 6761, RFC 6762). Subdomains are included.
func developmentDomains() []string { return []string{"localhost", "test", "local"} }

// developmentNetworks are loopback, private and link-local addresses (RFC 1918,
// 3927, 4193, 4291).
func developmentNetworks() []netip.Prefix {
	var networks []netip.Prefix
	for _, text := range []string{
		"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
		"::1/128", "fc00::/7", "fe80::/10",
	} {
		networks = append(networks, netip.MustParsePrefix(text))
	}
	return networks
}

// constrain has root sign for development names and hosts only (RFC 5280,
// 4.2.1.10): a stolen key is then of no use against the rest of the web.
func constrain(root *x509.Certificate, hosts []string) error {
	names, networks := developmentDomains(), developmentNetworks()
	for _, host := range hosts {
		if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
			addr = addr.Unmap().WithZone("")
			networks = append(networks, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		name, err := domain(host)
		if err != nil {
			return err
		}
		names = append(names, name)
	}
	root.PermittedDNSDomainsCritical = true
	root.PermittedDNSDomains = names
	for _, network := range networks {
		root.PermittedIPRanges = append(root.PermittedIPRanges, ipNet(network))
	}
	return nil
}

// domainPattern is compiled when it is needed, which most starts never do.
var domainPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
})

// domain checks a host that init is given. Under a public suffix, such as com
// or co.uk, everyone has names.
func domain(host string) (string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(host), "*."), ".")
	if len(name) > 253 || !domainPattern().MatchString(name) {
		return "", fmt.Errorf("%q is neither a host name nor an address; give one such as dev.example.com or 192.0.2.7", host)
	}
	if suffix, known := publicsuffix.PublicSuffix(name); known && suffix == name {
		return "", fmt.Errorf("%q belongs to everyone: an authority for it could sign for other people's sites; give a domain of your own under it", host)
	}
	return name, nil
}

func ipNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}

// permits is whether the authority may sign for an address.
func (a *Authority) permits(addr netip.Addr) bool {
	return slices.ContainsFunc(a.Root.PermittedIPRanges, func(n *net.IPNet) bool { return n.Contains(addr.Unmap().AsSlice()) })
}

// permitsName is whether the authority may sign for a name, with subdomains.
func (a *Authority) permitsName(name string) bool {
	name = strings.TrimPrefix(name, "*.")
	return slices.ContainsFunc(a.Root.PermittedDNSDomains, func(domain string) bool {
		return name == domain || strings.HasSuffix(name, "."+domain)
	})
}

// Hosts are the names and addresses that the authority was made for beside
// those of every development machine.
func (a *Authority) Hosts() []string {
	hosts := slices.DeleteFunc(slices.Clone(a.Root.PermittedDNSDomains), func(name string) bool {
		return slices.Contains(developmentDomains(), name)
	})
	for _, network := range a.Root.PermittedIPRanges {
		if ones, bits := network.Mask.Size(); ones == bits && !network.IP.IsLoopback() {
			hosts = append(hosts, network.IP.String())
		}
	}
	return hosts
}
