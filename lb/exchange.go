package lb

import (
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// Exchange is the record of one request: what was asked, how it went, how
// long each part took. One belongs to each connection that speaks HTTP/1.1, and
// to each stream under way of one that speaks HTTP/2, and is used again for the
// next request; log and metrics read it once, when it has ended.
type Exchange struct {
	http1.Request

	conn   *conn      // that it came over
	client clientSide // who asked and is answered
	waiter waiter
	body   body
	// trailer is what came behind the request's body.
	trailer http1.Trailer
	out     []byte // the response to the client

	http2    bool // it is a stream of HTTP/2
	isHEAD   bool
	complete bool // the whole request has been read
	closing  bool // the connection ends after this response
	cut      bool // the answer broke off, and the client shall see that
	trusted  bool // the peer's X-Forwarded-* are believed

	start    time.Time
	wait     time.Duration // in the queue, all attempts
	service  time.Duration // from dispatch to the end of the worker's turn
	total    time.Duration
	attempts int
	worker   string
	begun    time.Time // of the worker's turn that is under way

	status  int
	reason  string // of a Rejection, or how a stream ended; "" is fine
	sent    int64  // body bytes to the client
	ctype   []byte // content type of the response
	aborted bool   // the client left before the end
}

func (x *Exchange) begin(now time.Time) {
	x.start = now
	x.wait, x.service, x.total = 0, 0, 0
	x.attempts, x.worker = 0, ""
	x.status, x.reason, x.sent, x.aborted = 0, "", 0, false
	x.ctype = x.ctype[:0]
	x.trailer = http1.Trailer{}
	x.out = x.out[:0]
	x.isHEAD = string(x.Method) == "HEAD"
	x.complete, x.cut = false, false
	x.closing = !x.KeepAlive
}

// turn notes that a worker has been given the request, endTurn that the worker
// is through with it, however long the client or a stream still takes.
func (x *Exchange) turn(now time.Time) { x.begun = now }

func (x *Exchange) endTurn() {
	if !x.begun.IsZero() {
		x.service += time.Since(x.begun)
		x.begun = time.Time{}
	}
}

// idempotent is whether the request may be run again after a worker may have
// started it (promise 3; RFC 9110 section 9.2.2).
func (x *Exchange) idempotent() bool {
	switch string(x.Method) {
	case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE":
		return true
	}
	return false
}

// leave notes that the client went before it could be answered. 499 is what
// other proxies log for it; it is never sent.
func (x *Exchange) leave() {
	x.status, x.reason = 499, "client-gone"
	x.aborted, x.closing, x.cut = true, true, true
}

// keepOut is how large an output buffer a connection keeps between requests.
const keepOut = 64 << 10

// end returns what the exchange holds.
func (x *Exchange) end() {
	x.body.discard(&x.conn.srv.pieces)
	if cap(x.out) > keepOut {
		x.out = nil
	}
}

// shed gives memory back that a connection does not need while it is idle.
func (x *Exchange) shed() {
	x.Request = http1.Request{}
	x.out, x.ctype, x.body.mem = nil, nil, nil
}
