package control

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
)

// listener accepts at most a fixed number of connections at a time and knows
// who is at the other end of each. Further peers wait in the kernel's backlog.
type listener struct {
	unix  *net.UnixListener
	slots chan struct{}
	shut  chan struct{}
	once  sync.Once
}

// peerConn is an accepted connection with its peer's credentials.
type peerConn struct {
	*net.UnixConn
	peer    Peer
	release func()
}

// listen binds path with mode 0600 in a directory that only we can enter.
func listen(path string, limit int) (*listener, error) {
	if err := EnsureDir(filepath.Dir(path)); err != nil {
		return nil, err
	}
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("open the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		ln.Close()
		return nil, fmt.Errorf("close the control socket to others: %w", err)
	}
	return &listener{unix: ln, slots: make(chan struct{}, limit), shut: make(chan struct{})}, nil
}

// Accept waits for a free place and then for a peer. A peer that the kernel
// cannot name is hung up on: nothing it says could be trusted.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case l.slots <- struct{}{}:
	case <-l.shut:
		return nil, net.ErrClosed
	}
	for {
		conn, err := l.unix.AcceptUnix()
		if err != nil {
			<-l.slots
			return nil, err
		}
		peer, err := peerOf(conn)
		if err != nil {
			conn.Close()
			continue
		}
		return &peerConn{UnixConn: conn, peer: peer, release: sync.OnceFunc(func() { <-l.slots })}, nil
	}
}

// Close stops listening and removes the socket file.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.shut) })
	return l.unix.Close()
}

// Addr is the socket's path.
func (l *listener) Addr() net.Addr { return l.unix.Addr() }

// Close gives the connection's place to the next peer.
func (c *peerConn) Close() error {
	defer c.release()
	return c.UnixConn.Close()
}
