package lb

import (
	"net"
	"net/netip"
	"sync"

	"github.com/rip-server/rip-server/internal/socket"
)

// connPool keeps connections that have ended for their buffers: clients that
// take a new connection for each request would have them made, grown and
// collected each time. The zero connPool is ready.
type connPool struct{ pool sync.Pool }

// get makes a conn of nc.
func (p *connPool) get(s *Server, nc net.Conn, scheme string) *conn {
	c, ok := p.pool.Get().(*conn)
	if !ok {
		c = &conn{}
		c.x.conn, c.x.client = c, c
		c.x.waiter = newWaiter(c.x.startOn)
	}
	c.srv, c.nc, c.scheme = s, nc, scheme
	c.rd, c.wd = lazyDeadline{}, lazyDeadline{}
	c.grace = 0
	c.remote, c.ip = netip.Addr{}, c.ip[:0]
	if addr, ok := nc.RemoteAddr().(*net.TCPAddr); ok {
		c.remote = addr.AddrPort().Addr().Unmap()
		c.ip = c.remote.AppendTo(c.ip)
	}
	c.io, c.peeker = nc, nil
	if sock, err := socket.New(nc); err == nil {
		c.io, c.peeker = sock, newPeeker(sock.Raw)
	} else if sock, err := socket.New(underTLS(nc)); err == nil {
		c.peeker = newPeeker(sock.Raw)
		c.peeker.records = true
	}
	return c
}

// put takes back a conn that nobody uses any more.
func (p *connPool) put(c *conn) {
	c.nc, c.io, c.peeker, c.guard = nil, nil, nil, nil
	p.pool.Put(c)
}

// watchPeer has the kernel find out whether the peer is still there. Go does
// that for each connection it accepts, which is four system calls; requests have
// timeouts, and only streams and tunnels may be quiet for ever.
func watchPeer(nc net.Conn) {
	if under := underTLS(nc); under != nil {
		nc = under
	}
	if tcp, ok := nc.(*net.TCPConn); ok {
		tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true})
	}
}
