package lb

import (
	"bufio"
	"errors"
	"io"
	"net"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// Upstream is the one connection to one worker. Whoever has acquired the
// worker owns it: there is no lock, because there is never more than one
// request in flight.
type Upstream struct {
	dial     func() (net.Conn, error)
	opts     *Options
	trailers bool // the worker takes them

	conn     net.Conn // nil: not connected
	asker    asker
	br       *bufio.Reader
	resp     http1.Response
	out      []byte
	rd, wd   lazyDeadline
	lastUsed time.Time
	uploader *upload // of a body too large for one write, nil otherwise
	whole    []byte  // the body of a response that was passed, not written

	// What start has done for the next roundTrip.
	started bool
	sent    int
	sendErr error
}

// failure is a request that got no answer from its worker. started is whether
// the worker may have begun to run it: then it must not be run again unless it
// is idempotent (promise 3).
type failure struct {
	kind    FailureKind
	started bool
	err     error
}

func (f *failure) rejection() *Rejection {
	switch f.kind {
	case Hung:
		return ErrReadTimeout
	case Unreachable:
		return ErrUnreachable
	case Broken:
		return ErrBadResponse
	default:
		return ErrWorkerDied
	}
}

const upstreamReadBuffer = 8 << 10

// roundTrip sends x to the worker, unless start has done so, and reads the head
// of its response.
func (u *Upstream) roundTrip(x *Exchange) *failure {
	whole := true
	var f *failure
	if u.started {
		u.started = false
		f = u.sendRest(u.sent, u.sendErr)
	} else {
		whole = u.compose(x)
		f = u.ask(whole)
	}
	if f != nil && f.err == errStale {
		u.close()
		f = u.ask(whole)
	}
	if f != nil {
		return f
	}
	if !whole {
		u.uploader = startUpload(u, x)
	}
	if err := u.readHead(); err != nil {
		return readFailure(err)
	}
	return nil
}

// readHead waits for the response's head.
func (u *Upstream) readHead() error {
	u.whole = nil
	if a, ok := u.asker.(*insideAsker); ok && a.passed {
		if whole, err := u.receive(a); whole || err != nil {
			return err
		}
	}
	return u.resp.Read(u.br, maxWorkerHead)
}

// compose makes u.out the request and reports whether it is the whole of it, body
// included.
func (u *Upstream) compose(x *Exchange) (whole bool) {
	u.out = appendRequest(u.out[:0], x, u)
	whole = x.body.fits() && len(u.out)+len(x.body.mem) <= oneWrite
	trails := u.trails(x)
	switch {
	case !whole:
	case trails:
		u.out = http1.AppendChunk(u.out, x.body.mem)
		u.out = http1.AppendLastChunk(u.out, x.trailer.Fields)
	default:
		u.out = append(u.out, x.body.mem...)
	}
	if a, ok := u.asker.(*insideAsker); ok {
		a.describe(x, u.out, whole && !trails && u.opts.KeepUpstream)
	}
	return whole
}

// start sends x without waiting for anything; the next roundTrip must be x's and
// goes on from there. False: that is not possible, and nothing has been done.
func (u *Upstream) start(x *Exchange, now time.Time) bool {
	asker, ok := u.asker.(starter) // none when not connected
	if !ok || !u.compose(x) {
		return false
	}
	u.rd.read(u.conn, now, u.opts.ReadTimeout)
	u.sent, u.sendErr = asker.start(u.out)
	u.started = true
	return true
}

// errStale is a connection on which something has come since the last answer:
// one that the worker has closed would lose the request, and bytes that it sent
// behind an answer would be taken for the next one, somebody else's.
var errStale = errors.New("lb: the worker's connection was not quiet")

// oneWrite is how large a request goes out in a single write, head and body.
// The body of a larger one is sent by an uploader that goes on while the
// response is read, so that a worker that answers early, or as it reads, is not
// blocked by us.
const oneWrite = 64 << 10

// ask sends u.out and waits for the answer to begin, if it is the whole
// request.
func (u *Upstream) ask(whole bool) *failure {
	if f := u.connect(); f != nil {
		return f
	}
	now := time.Now()
	u.rd.read(u.conn, now, u.opts.ReadTimeout)
	return u.sendRest(u.asker.ask(u.out, whole))
}

// sendRest sends what of u.out is left after n bytes, if that went well.
func (u *Upstream) sendRest(n int, err error) *failure {
	if err == nil && n < len(u.out) {
		u.wd.write(u.conn, time.Now(), u.opts.ReadTimeout)
		var more int
		more, err = u.conn.Write(u.out[n:])
		n += more
	}
	if err != nil {
		return askFailure(n, err)
	}
	return nil
}

// connect makes sure of a connection.
func (u *Upstream) connect() *failure {
	if u.conn != nil {
		return nil
	}
	nc, err := u.dial()
	if err != nil {
		return &failure{Unreachable, false, err}
	}
	u.conn = nc
	u.rd, u.wd = lazyDeadline{}, lazyDeadline{}
	var in io.Reader
	u.asker, in = newAsker(nc)
	if u.br == nil {
		u.br = bufio.NewReaderSize(in, upstreamReadBuffer)
	} else {
		u.br.Reset(in)
	}
	return nil
}

// askFailure says what an error means after so much of a request was written.
func askFailure(written int, err error) *failure {
	if isTimeout(err) {
		return &failure{Hung, true, err}
	}
	return &failure{Died, written > 0, err}
}

// readFailure says what an error while reading a response, head or body, means.
func readFailure(err error) *failure {
	var bad *http1.Error
	switch {
	case isTimeout(err):
		return &failure{Hung, true, err}
	case errors.As(err, &bad):
		return &failure{Broken, true, err}
	default:
		return &failure{Died, true, err}
	}
}

// declined is whether the worker refused the request without starting it.
func (u *Upstream) declined() bool {
	return u.resp.Status == 503 && (u.resp.Has(http1.Busy) || u.resp.Has(http1.Draining))
}

// finish ends a request whose response has been read whole: the connection is
// kept when both sides agree on where the next response begins.
func (u *Upstream) finish() {
	u.whole = nil
	sent := u.stopUpload()
	if !sent || !u.resp.KeepAlive || u.resp.UntilClose() && !u.resp.Bodiless(false) ||
		u.br.Buffered() > 0 || !u.opts.KeepUpstream {
		u.close()
		return
	}
	u.lastUsed = time.Now()
}

// stopUpload ends the uploader and reports whether the whole body was sent.
func (u *Upstream) stopUpload() bool {
	up := u.uploader
	if up == nil {
		return true
	}
	u.uploader = nil
	u.wd = lazyDeadline{}
	return up.stop()
}

// detach gives the connection away, to a stream or tunnel, with the reader
// that holds what has come already; the next request gets new ones.
func (u *Upstream) detach() net.Conn {
	nc := u.conn
	u.stopUpload()
	u.conn, u.br, u.asker = nil, nil, nil
	nc.SetDeadline(time.Time{})
	return nc
}

func (u *Upstream) close() {
	if a, ok := u.asker.(*insideAsker); ok && a.passed {
		u.out = nil // it is the worker's now
	}
	if u.conn != nil {
		u.conn.Close()
		u.stopUpload()
		u.conn, u.asker = nil, nil
	}
}
