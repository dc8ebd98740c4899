package worker

import (
	"net"
	"sync"
)

// conns are the listener and the open connections. The zero conns is open.
type conns struct {
	mu     sync.Mutex
	ln     net.Listener
	open   map[net.Conn]struct{}
	closed bool
}

// listen notes the listener; false: it is too late.
func (c *conns) listen(ln net.Listener) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ln = ln
	return !c.closed
}

// add notes a connection; false: it is too late.
func (c *conns) add(nc net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return false
	}
	if c.open == nil {
		c.open = map[net.Conn]struct{}{}
	}
	c.open[nc] = struct{}{}
	return true
}

func (c *conns) remove(nc net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, nc)
}

func (c *conns) over() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// close closes everything, for good.
func (c *conns) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.ln != nil {
		_ = c.ln.Close() // it makes Accept fail, which is all that is wanted
	}
	for nc := range c.open {
		_ = nc.Close() // whoever uses it finds out
	}
}
