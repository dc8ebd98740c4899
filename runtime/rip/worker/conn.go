package worker

import (
	"bufio"
	"io"
	"net"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/internal/socket"
)

const (
	readBuffer = 4 << 10
	// A head from the balancer is at most what it takes from a client and what
	// it adds itself.
	maxHead   = 64 << 10
	maxTarget = 32 << 10
	// keptOutput is how large a buffer for responses a connection keeps.
	keptOutput = 64 << 10
)

// conn is one connection to the balancer, in one goroutine, which ends with it.
type conn struct {
	w   *Worker
	nc  net.Conn
	io  io.ReadWriter // nc, in a quicker way where it is a socket
	br  *bufio.Reader
	req http1.Request
	out []byte

	values values      // nc, when it passes values
	call   *http1.Call // the request that is answered, when it came as one

	x   exchange     // the request that is answered, used again for the next one
	run func() error // x.handleInside, made once
}

func newConn(w *Worker, nc net.Conn) *conn {
	c := &conn{w: w, nc: nc, io: nc}
	c.run = c.x.handleInside
	if sock, err := socket.New(nc); err == nil {
		c.io = sock
	}
	c.br = bufio.NewReaderSize(c.io, readBuffer)
	if v, ok := nc.(values); ok {
		v.TakeValues()
		c.values = v
	}
	return c
}

// serve answers requests until the connection ends or cannot go on.
func (c *conn) serve() {
	defer c.nc.Close()
	if !c.w.conns.add(c.nc) {
		return
	}
	defer c.w.conns.remove(c.nc)
	limits := http1.Limits{Head: maxHead, Target: maxTarget}
	for {
		if err := c.next(limits); err != nil {
			return // the balancer closed it, or is none
		}
		if !c.answer() {
			return
		}
		if cap(c.out) > keptOutput {
			c.out = nil
		}
	}
}

// next waits for a request.
func (c *conn) next(limits http1.Limits) (err error) {
	if c.call, err = c.receive(); c.call != nil || err != nil {
		return err
	}
	return c.req.Read(c.br, limits)
}

// hasBody and keepAlive are what the balancer says of the request.
func (c *conn) hasBody() bool   { return c.call == nil && c.req.HasBody() }
func (c *conn) keepAlive() bool { return c.call != nil || c.req.KeepAlive }

// answer answers the request whose head was read, and reports whether another
// may follow.
func (c *conn) answer() (keep bool) {
	if why := c.w.turn.take(); why != taken {
		return c.refuse(why)
	}
	defer c.w.turn.leave()
	c.x = exchange{conn: c, keep: c.keepAlive()}
	defer c.x.done()
	return c.x.serve() && c.x.keep
}

// refuse tells the balancer to ask another worker.
func (c *conn) refuse(why refusal) (keep bool) {
	c.out = append(c.out[:0], "HTTP/1.1 503 Service Unavailable\r\n"...)
	c.out = append(c.out, why...)
	c.out = append(c.out, ": 1\r\nContent-Length: 0\r\n\r\n"...)
	_, err := c.io.Write(c.out)
	return err == nil && !c.hasBody() && c.keepAlive()
}
