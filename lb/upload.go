package lb

import (
	"net"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// upload sends a large body beside the reading of the response. Its goroutine
// ends with the body, with an error, or with stop.
type upload struct {
	done chan struct{}
	conn net.Conn
	err  error
}

func startUpload(u *Upstream, x *Exchange) *upload {
	up := &upload{done: make(chan struct{}), conn: u.conn}
	u.conn.SetReadDeadline(time.Time{}) // the response's clock starts when the body is out
	u.rd = lazyDeadline{}
	timeout, trails := u.opts.ReadTimeout, u.trails(x)
	go func() {
		defer close(up.done)
		up.err = up.send(x, trails, timeout)
		up.conn.SetReadDeadline(time.Now().Add(timeout)) // also after an error: the answer may have been sent before
	}()
	return up
}

// send sends the body, in chunks if trailers follow.
func (up *upload) send(x *Exchange, trails bool, timeout time.Duration) error {
	if !trails {
		return x.body.parts(func(p []byte) error { return up.write(p, timeout) })
	}
	var chunk []byte
	err := x.body.parts(func(p []byte) error {
		chunk = http1.AppendChunk(chunk[:0], p)
		return up.write(chunk, timeout)
	})
	if err != nil {
		return err
	}
	return up.write(http1.AppendLastChunk(chunk[:0], x.trailer.Fields), timeout)
}

// write sends p; a worker that takes nothing for timeout is hung.
func (up *upload) write(p []byte, timeout time.Duration) error {
	up.conn.SetWriteDeadline(time.Now().Add(timeout))
	_, err := up.conn.Write(p)
	return err
}

// over is whether nothing more is being sent.
func (up *upload) over() bool {
	select {
	case <-up.done:
		return true
	default:
		return false
	}
}

// ended waits until nothing more is being sent, for d at most.
func (up *upload) ended(d time.Duration) bool {
	late := time.NewTimer(d)
	defer late.Stop()
	select {
	case <-up.done:
		return true
	case <-late.C:
		return false
	}
}

// stop ends the upload where it stands and reports whether it was complete.
func (up *upload) stop() bool {
	if !up.over() {
		up.conn.SetWriteDeadline(time.Now())
		<-up.done
	}
	return up.err == nil
}
