package pipe

import (
	"net"
	"sync"
	"syscall"
)

// backlog is how many connections may wait to be accepted.
const backlog = 16

// Listener accepts connections that Dial makes. Safe for concurrent use.
type Listener struct {
	incoming chan *Conn
	done     chan struct{}
	once     sync.Once
}

var _ net.Listener = (*Listener)(nil)

// Listen returns a listener.
func Listen() *Listener {
	return &Listener{incoming: make(chan *Conn, backlog), done: make(chan struct{})}
}

// Dial returns the client's end of a new connection. The error wraps
// syscall.ECONNREFUSED when the listener is closed or too many wait.
func (l *Listener) Dial() (net.Conn, error) {
	select {
	case <-l.done:
		return nil, refused()
	default:
	}
	client, server := New()
	select {
	case l.incoming <- server:
		return client, nil
	default:
		return nil, refused()
	}
}

// Accept returns the server's end of the next connection, or net.ErrClosed.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case <-l.done:
		return nil, net.ErrClosed
	default:
	}
	select {
	case c := <-l.incoming:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and Dial. Connections that were not accepted are closed.
func (l *Listener) Close() error {
	l.once.Do(func() { close(l.done) })
	for {
		select {
		case c := <-l.incoming:
			_ = c.Close() // always nil
		default:
			return nil
		}
	}
}

// Addr is the same for all.
func (*Listener) Addr() net.Addr { return addr{} }

func refused() error {
	return &net.OpError{Op: "dial", Net: "pipe", Addr: addr{}, Err: syscall.ECONNREFUSED}
}
