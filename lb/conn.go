package lb

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/netip"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// phase is what a client connection is read for; each has its own clock.
type phase uint8

const (
	phaseFirst  phase = iota // a new connection that has said nothing yet
	phaseIdle                // between requests, buffers held
	phaseParked              // between requests, without buffers
	phaseHead
	phaseBody
)

// parkAfter is how long an idle connection keeps its buffers. Ten thousand
// idle clients shall cost a goroutine each and no more. Parking costs a few
// microseconds, so it is for clients that come less often than twice a second;
// with 2 s, ten thousand that came within that time held 20 MB more.
const parkAfter = 500 * time.Millisecond

// conn is one client connection, and the client of its exchanges while it speaks
// HTTP/1.1. Its goroutine (serve) owns everything in it;
// Server.drain touches only its deadline.
type conn struct {
	srv    *Server
	nc     net.Conn
	io     io.ReadWriter // nc, in a quicker way where it is a plain socket
	peeker *peeker       // nil where it is not
	br     *bufio.Reader
	guard  *h2Guard // nil unless it speaks HTTP/2; guarded by srv.mu for others than its own goroutines
	x      Exchange
	remote netip.Addr
	ip     []byte // of the peer, as text
	scheme string

	phase    phase
	since    time.Time // start of the phase
	received int64     // bytes in the phase
	rd, wd   lazyDeadline
	grace    time.Duration // guarded by srv.mu; see Server.spare
}

var (
	errSlow   = errors.New("lb: client too slow")
	errParked = errors.New("lb: idle, give the buffers back")
)

// serve answers the connection's requests, one after the other, until it ends.
func (c *conn) serve() {
	defer c.close()
	growStack()
	for first := true; ; first = false {
		if err := c.awaitRequest(first); err != nil {
			return
		}
		if !c.serveOne() {
			return
		}
	}
}

// awaitRequest waits for a request's first byte, parked when that takes long.
func (c *conn) awaitRequest(first bool) error {
	if c.br == nil {
		c.br = c.srv.readers.get(c)
	}
	if c.br.Buffered() > 0 {
		return nil
	}
	c.enter(phaseIdle)
	if first {
		c.phase = phaseFirst
	}
	_, err := c.br.Peek(1)
	if !errors.Is(err, errParked) {
		return err
	}
	c.srv.readers.put(c.br)
	c.br = nil
	c.x.shed()
	c.phase = phaseParked
	if err := c.waitReadable(c.since.Add(c.srv.limits.IdleTimeout)); err != nil {
		return err
	}
	c.br = c.srv.readers.get(c)
	return nil
}

// serveOne reads one request head and has it answered. It reports whether the
// connection can be used again.
func (c *conn) serveOne() bool {
	x := &c.x
	c.enter(phaseHead)
	defer x.end()
	err := x.Request.Read(c.br, http1.Limits{Head: c.srv.limits.MaxHead, Target: c.srv.limits.MaxTarget})
	x.begin(time.Now())
	if err != nil {
		c.refuseHead(err)
		return false
	}
	x.trusted = c.srv.trusts(c.remote)
	if c.srv.leaving() {
		x.closing = true
	}
	c.srv.handler.Serve(x)
	if !x.complete {
		c.linger()
	}
	return !x.closing
}

// refuseHead answers a head that is wrong or late; a client that left gets
// nothing.
func (c *conn) refuseHead(err error) {
	var bad *http1.Error
	switch {
	case errors.As(err, &bad):
		c.x.refuse(bad)
	case errors.Is(err, errSlow):
		c.x.reject(ErrHeadTimeout)
	default:
		return
	}
	c.srv.handler.Refused(&c.x)
	c.linger()
}

func (c *conn) enter(p phase) {
	c.phase, c.since, c.received = p, time.Now(), 0
	switch p {
	case phaseFirst, phaseIdle, phaseHead:
		c.rd.read(c.nc, c.since, min(parkAfter, c.srv.limits.HeaderTimeout, c.srv.limits.IdleTimeout))
	case phaseBody:
		c.setRead(c.expiry())
	}
}

// leaveBody makes the next phase set its own deadline.
func (c *conn) leaveBody() { c.rd = lazyDeadline{} }

func (c *conn) setRead(at time.Time) {
	c.rd.at = at
	c.nc.SetReadDeadline(at)
}

// expiry is when the phase ends for a client that sends nothing more.
func (c *conn) expiry() time.Time {
	switch c.phase {
	case phaseFirst, phaseHead:
		return c.since.Add(c.srv.limits.HeaderTimeout)
	case phaseBody:
		return bodyDue(c.since, c.received)
	default:
		return c.since.Add(min(parkAfter, c.srv.limits.IdleTimeout))
	}
}

// bodyDue is when a body's client is too slow that began to send it then and has
// sent so much.
func bodyDue(since time.Time, received int64) time.Time {
	return since.Add(rateGrace + time.Duration(received)*time.Second/minRate)
}

// Read feeds c.br. Deadlines are set lazily, so one that passes only means
// that it is time to look whether the phase is over.
func (c *conn) Read(p []byte) (int, error) {
	for {
		if c.phase <= phaseIdle && c.srv.draining.Load() && !c.readable() {
			return c.lastWords(p)
		}
		n, err := c.io.Read(p)
		if n > 0 && c.phase == phaseBody {
			c.received += int64(n)
			c.setRead(c.expiry())
		}
		if n > 0 || !isTimeout(err) {
			return n, err
		}
		if err := c.timedOut(); err != nil {
			return 0, err
		}
	}
}

// timedOut decides what a passed deadline means: nothing yet, or the end.
func (c *conn) timedOut() error {
	end := c.expiry()
	if time.Now().Before(end) {
		c.setRead(end)
		return nil
	}
	if c.phase == phaseHead || c.phase == phaseBody {
		return errSlow
	}
	if c.phase == phaseFirst || c.peeker == nil || c.srv.limits.IdleTimeout <= parkAfter {
		return io.EOF
	}
	return errParked
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// writePiece bounds one write, so that progress can be seen.
const writePiece = 64 << 10

// answer implements clientSide.
func (c *conn) answer(p []byte) error { return c.write(p) }

// write implements clientSide. The client must take p at minRate at least.
func (c *conn) write(p []byte) error {
	for len(p) > 0 {
		piece := p[:min(len(p), writePiece)]
		c.wd.write(c.nc, time.Now(), rateGrace+writePiece*time.Second/minRate)
		n, err := c.io.Write(piece)
		if err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

// end implements clientSide.
func (c *conn) end(frame framing, trailer []http1.Field) error {
	if frame != chunked {
		return nil
	}
	c.x.out = http1.AppendLastChunk(c.x.out[:0], trailer)
	return c.write(c.x.out)
}

// linger closes the sending side and reads on for a moment, so that an answer
// given before the whole request was read is not lost to a reset. It reads as
// much as comes: a client that uploads quickly is the one that needs it.
func (c *conn) linger() {
	half, ok := c.nc.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	c.nc.SetReadDeadline(time.Now().Add(lingerTime))
	io.Copy(io.Discard, c.nc)
}

const lingerTime = time.Second

func (c *conn) close() {
	c.nc.Close()
	if c.br != nil {
		c.srv.readers.put(c.br)
		c.br = nil
	}
	c.srv.gone(c)
	c.srv.ended.put(c)
}
