package lb

import (
	"net"

	"github.com/rip-server/rip-server/internal/http1"
)

// inside is a connection to a worker within this process, which may pass a
// whole request as an http1.Call instead of its text, and the answer too, if
// that is whole. Everything else, streams above all, is text as on a socket.
type inside interface {
	net.Conn
	// Quiet is whether the worker has sent nothing and is there.
	Quiet() bool
	// TakeValues says that we receive values.
	TakeValues()
	// Send passes v, or reports that the worker does not take it.
	Send(v any) bool
	// Receive waits for v or, without an error, for text.
	Receive() (v any, err error)
}

// newInsideAsker is for a new connection.
func newInsideAsker(nc inside) *insideAsker {
	nc.TakeValues()
	return &insideAsker{inside: nc, call: &http1.Call{}}
}

// insideAsker asks over such a connection. Reading the answer does the waiting.
type insideAsker struct {
	inside
	call   *http1.Call // made with the connection
	passed bool        // the worker has it, and with it the text of the request
}

func (a *insideAsker) ask(out []byte, whole bool) (int, error) {
	if !a.Quiet() {
		return 0, errStale
	}
	if whole && a.call.Head > 0 {
		a.call.Text = out
		if a.passed = a.Send(a.call); a.passed {
			return len(out), nil
		}
	}
	return a.Write(out)
}

// describe notes where things lie in out, the text of x, if it can be passed.
func (a *insideAsker) describe(x *Exchange, out []byte, whole bool) {
	c := a.call
	c.Head = 0
	if !whole {
		return
	}
	c.Head = len(out) - len(x.body.mem)
	c.Method = http1.Span{To: len(x.Method)}
	c.Target = after(c.Method, " ", x.Target)
	c.Host = after(c.Target, requestHost, host(x))
	c.Secure = secure(x)
}

// after is the part that follows before and what stands between.
func after(before http1.Span, between string, part []byte) http1.Span {
	from := before.To + len(between)
	return http1.Span{From: from, To: from + len(part)}
}

// secure is whether x came over TLS, as the worker is told in X-Forwarded-Proto.
func secure(x *Exchange) bool {
	if x.trusted {
		for i := range x.Fields {
			if f := &x.Fields[i]; f.Kind == http1.ForwardedProto && !x.Nominated(f) {
				return http1.EqualFold(f.Value, "https")
			}
		}
	}
	return x.conn.scheme == "https"
}

// receive waits for the answer to a request that was passed. It is u.resp and
// u.whole then; false: it comes as text.
func (u *Upstream) receive(a *insideAsker) (whole bool, err error) {
	v, err := a.Receive()
	if err != nil {
		return false, err
	}
	a.passed = false // whatever the worker says from here on, it has let go of the request
	if v == nil {
		return false, nil
	}
	c := v.(*http1.Call)
	u.resp, c.Response = c.Response, u.resp
	u.whole, c.Body = c.Body, nil
	return true, nil
}
