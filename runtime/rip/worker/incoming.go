package worker

import (
	"io"
	"strings"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// wholeBody is how large a body may be that is read before the handler runs:
// it comes with the head, in one write of the balancer's.
const wholeBody = 64 << 10

// head is a request's head as it came. The app may keep a request for ever, so
// nothing in it points into the connection's buffer. It is a web.FieldSource.
type head string

// Fields takes the head apart, when the app first asks for the headers.
func (h head) Fields() []web.Field {
	_, rest, _ := strings.Cut(string(h), "\r\n")
	fields := make([]web.Field, 0, strings.Count(rest, "\r\n"))
	for {
		line, after, _ := strings.Cut(rest, "\r\n")
		if line == "" {
			return fields
		}
		name, value, _ := strings.Cut(line, ":")
		fields = append(fields, web.Field{Name: name, Value: strings.Trim(value, " \t")})
		rest = after
	}
}

// incoming makes the request for the handler from the head that was read, and
// reads its body if that is small.
func (x *exchange) incoming() error {
	if x.call != nil {
		x.in = passed(x.call)
		return nil
	}
	r := &x.req
	x.in = web.Incoming{
		Method: method(r.Method), Scheme: "http", Host: string(r.Host), Target: string(r.Target),
		Headers: head(r.Raw()), Length: -1,
	}
	if http1.EqualFold(r.Get(http1.ForwardedProto), "https") {
		x.in.Scheme = "https"
	}
	if client := r.Get(http1.ForwardedFor); client != nil {
		first, _, _ := strings.Cut(string(client), ",")
		x.in.Client = first
	}
	switch {
	case !r.HasBody():
	case !r.Chunked && r.Length <= wholeBody:
		x.in.Body = make([]byte, r.Length)
		_, err := io.ReadFull(x.br, x.in.Body)
		return err
	default:
		x.body = newBody(x.conn)
		x.in.Reader, x.in.Length = x.body, r.Length
	}
	return nil
}

// method is the method as a string, without an allocation for the usual ones.
func method(m []byte) string {
	for _, known := range [...]string{"GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		if string(m) == known {
			return known
		}
	}
	return string(m)
}
