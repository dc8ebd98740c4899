package ca

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// Names are what a certificate is for.
type Names struct {
	DNS []string
	IPs []netip.Addr
}

// AppNames are the names by which an app that listens on host is reached on
// this machine and its network: MachineNames, and <app>.localhost and <app>.test
// with their subdomains.
func AppNames(app, host string, lan []netip.Addr) Names {
	n := MachineNames([]string{host}, lan)
	for _, name := range []string{app + ".localhost", app + ".test"} {
		n.DNS = append(n.DNS, name, "*."+name)
	}
	return n.sorted()
}

// MachineNames are localhost, loopback and lan, and those of hosts that name
// something.
func MachineNames(hosts []string, lan []netip.Addr) Names {
	n := Names{DNS: []string{"localhost"}, IPs: []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}}
	for _, host := range hosts {
		addr, err := netip.ParseAddr(host)
		switch {
		case err == nil && !addr.IsUnspecified():
			n.IPs = append(n.IPs, addr.Unmap().WithZone(""))
		case err != nil && host != "":
			n.DNS = append(n.DNS, strings.ToLower(host))
		}
	}
	n.IPs = append(n.IPs, lan...)
	return n.sorted()
}

// LAN is this machine's addresses on private networks, by which phones and
// other machines reach it.
func LAN() []netip.Addr {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil // then there are none to be had
	}
	var lan []netip.Addr
	for _, a := range addrs {
		prefix, err := netip.ParsePrefix(a.String())
		if err != nil {
			continue
		}
		if addr := prefix.Addr().Unmap().WithZone(""); addr.IsPrivate() {
			lan = append(lan, addr)
		}
	}
	return lan
}

func (n Names) sorted() Names {
	slices.Sort(n.DNS)
	slices.SortFunc(n.IPs, netip.Addr.Compare)
	return Names{slices.Compact(n.DNS), slices.Compact(n.IPs)}
}

// with adds the hosts that a is made for, and leaves out what it may not sign.
func (n Names) with(a *Authority) Names {
	n = Names{slices.Clone(n.DNS), slices.Clone(n.IPs)}
	for _, host := range a.Hosts() {
		if addr, err := netip.ParseAddr(host); err == nil {
			n.IPs = append(n.IPs, addr)
			continue
		}
		n.DNS = append(n.DNS, host, "*."+host)
	}
	n.DNS = slices.DeleteFunc(n.DNS, func(name string) bool { return !a.permitsName(name) })
	n.IPs = slices.DeleteFunc(n.IPs, func(addr netip.Addr) bool { return !a.permits(addr) })
	return n.sorted()
}

func (n Names) netIPs() []net.IP {
	var ips []net.IP
	for _, addr := range n.IPs {
		ips = append(ips, addr.AsSlice())
	}
	return ips
}
