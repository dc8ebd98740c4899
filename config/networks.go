package config

import (
	"fmt"
	"net/netip"
	"strings"
)

// networks is a list of addresses and networks, separated by commas. A single
// address is the network of only itself.
type networks struct{}

func (networks) parse(s string) (any, error) {
	var list []netip.Prefix
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		prefix, err := parseNetwork(item)
		if err != nil {
			return nil, err
		}
		list = append(list, prefix)
	}
	return list, nil
}

func parseNetwork(s string) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		addr, err := netip.ParseAddr(s)
		if err != nil || addr.Zone() != "" {
			return netip.Prefix{}, fmt.Errorf("%q is neither an address nor a network; give such as 192.168.1.4 or 10.0.0.0/8", s)
		}
		prefix = netip.PrefixFrom(addr, addr.BitLen())
	}
	// ::ffff:10.0.0.0/104 means 10.0.0.0/8, and clients are compared in the
	// short form.
	if prefix.Addr().Is4In6() && prefix.Bits() >= 96 {
		prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-96)
	}
	return prefix.Masked(), nil
}

func (networks) format(v any) string {
	var items []string
	for _, prefix := range v.([]netip.Prefix) {
		if prefix.IsSingleIP() {
			items = append(items, prefix.Addr().String())
			continue
		}
		items = append(items, prefix.String())
	}
	return strings.Join(items, ",")
}

func (networks) placeholder() string { return "addresses" }
func (networks) allowed() string     { return "addresses and networks, separated by commas" }
