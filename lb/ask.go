package lb

import (
	"io"
	"net"

	"github.com/rip-server/rip-server/internal/socket"
)

// asker sends requests over a worker's connection.
type asker interface {
	// ask sends out and, with wait, may return only when the worker has begun
	// to answer or the connection's read deadline has passed. written is how
	// much was sent: nothing, with errStale, when something had come before we
	// asked. A short write without an error is for the caller to go on with.
	ask(out []byte, wait bool) (written int, err error)
}

// starter is an asker that can send without ever waiting; what start returns is
// as of ask.
type starter interface {
	start(out []byte) (written int, err error)
}

// newAsker returns how to ask over nc, and what to read the answer from.
func newAsker(nc net.Conn) (asker, io.Reader) {
	if sock, err := socket.New(nc); err == nil {
		return newSocketAsker(sock.Raw), sock
	}
	if nc, ok := nc.(inside); ok {
		return newInsideAsker(nc), nc
	}
	return plainAsker{nc}, nc
}

// plainAsker asks over a connection of which nothing is known.
type plainAsker struct{ net.Conn }

func (a plainAsker) ask(out []byte, _ bool) (int, error) { return a.Write(out) }
