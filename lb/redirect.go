package lb

import (
	"net"
	"strconv"
	"time"
)

// redirect answers a request that came without TLS and reports whether it did.
func (b *Balancer) redirect(x *Exchange) bool {
	return b.opts.RedirectHTTP && x.redirect(b.opts.Ports()[schemeTLS])
}

// redirect sends who came without TLS to port, 0 for the usual one. 308 keeps
// the method and body (RFC 9110, section 15.4.9).
func (x *Exchange) redirect(port int) bool {
	if x.conn.scheme == schemeTLS || len(x.Host) == 0 {
		return false
	}
	x.status = 308
	x.complete = !x.HasBody()
	x.closing = x.closing || !x.complete
	x.out = appendStatusLine(x.out[:0], x.status, nil)
	x.out = append(x.out, x.conn.srv.date.line(time.Now())...)
	x.out = append(x.out, "Location: https://"...)
	x.out = append(x.out, secureHost(string(x.Host), port)...)
	if x.Target[0] == '/' { // not the * of OPTIONS
		x.out = append(x.out, x.Target...)
	}
	x.out = append(x.out, "\r\n"...)
	x.out = appendLength(x.out, 0)
	x.out = appendConnection(x.out, x)
	x.out = append(x.out, "\r\n"...)
	x.flush()
	return true
}

// secureHost is the authority host with the port of HTTPS, which is left out
// where it is the usual one.
func secureHost(host string, port int) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
		if ip := net.ParseIP(name); ip != nil && ip.To4() == nil {
			host = "[" + name + "]"
		}
	}
	if port == 443 || port == 0 {
		return host
	}
	return host + ":" + strconv.Itoa(port)
}
