package lb

import "github.com/rip-server/rip-server/internal/http1"

// clientSide is the far side of one exchange: a connection that speaks HTTP/1.1
// (conn), or one stream of a connection that speaks HTTP/2 (h2Stream). Where
// nothing else is said its methods are for the exchange's own goroutine.
type clientSide interface {
	// readBody takes the request's body off the client into the exchange's. The
	// errors are Rejections, *http1.Error, *storeError, errSlow, or what the
	// connection failed with.
	readBody(limit int64) error
	// gone is whether the client has left, as far as it can be seen. It is also
	// for whoever begins the exchange on a worker while its own goroutine waits.
	gone() bool
	// answer sends a whole answer, head and body.
	answer(p []byte) error
	// write sends a part of an answer that goes on; the first begins with the head.
	write(p []byte) error
	// end closes an answer that was written in parts and framed so. The trailer is
	// empty unless the client takes one.
	end(frame framing, trailer []http1.Field) error
	// stream says that the answer lives on without a worker's turn, perhaps quiet
	// for ever. cut makes the client's calls return; it is for any goroutine and
	// any time, even when the exchange is over.
	stream() (cut func())
	// watch has left called, from another goroutine, when the client leaves,
	// until stop.
	watch(left func()) (stop func())
}
