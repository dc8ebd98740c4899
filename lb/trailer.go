package lb

import "github.com/rip-server/rip-server/internal/http1"

// Trailers, the fields behind a body (RFC 9110, section 6.5), go on where both
// sides make something of them and are left out elsewhere, as may always be done:
//   - to a client, when it speaks HTTP/2, which has a place for them, or has said
//     TE: trailers, and the answer is chunked;
//   - to a worker that said when it joined that it takes them. To others bodies go
//     with a Content-Length: bun 1.4.5's Bun.serve takes trailers for the beginning
//     of the next request.

// takesTrailers is whether x's client makes something of an answer's trailers.
func (x *Exchange) takesTrailers() bool { return x.http2 || x.TakesTrailers() }

// trails is whether x goes to u with its trailers.
func (u *Upstream) trails(x *Exchange) bool { return u.trailers && len(x.trailer.Fields) > 0 }

// appendNames appends the field that announces trailers.
func appendNames(dst []byte, trailer []http1.Field) []byte {
	dst = append(dst, "Trailer: "...)
	for i := range trailer {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, trailer[i].Name...)
	}
	return append(dst, "\r\n"...)
}

// appendAnnounced appends what a worker announced in f, but for what will not come.
func appendAnnounced(dst []byte, f *http1.Field) []byte {
	before := len(dst)
	dst = append(dst, f.Name...)
	sep := ": "
	for name := range http1.Tokens(f.Value) {
		if http1.MayTrail(name) {
			dst = append(append(dst, sep...), name...)
			sep = ", "
		}
	}
	if sep == ": " {
		return dst[:before]
	}
	return append(dst, "\r\n"...)
}

// trailerFor is what came behind the body that is for x's client.
func (s *bodySource) trailerFor(x *Exchange) []http1.Field {
	if !x.takesTrailers() {
		return nil
	}
	s.chunks.Trailer.Without(s.nominated)
	return s.chunks.Trailer.Fields
}

// deliverTrailing answers x with a body that has come whole, and its trailer.
func (b *Balancer) deliverTrailing(x *Exchange, w *Worker, data []byte, trailer []http1.Field) {
	frame := chunked
	if x.http2 {
		frame = framing(len(data)) // a length is no obstacle there
	}
	x.out = b.appendHead(x.out[:0], x, &w.up.resp, frame)
	x.out = appendPiece(x.out, data, frame)
	b.endTurn(x, w)
	x.sent = int64(len(data))
	err := x.client.write(x.out)
	if err == nil {
		err = x.client.end(frame, trailer)
	}
	x.wrote(err)
}
