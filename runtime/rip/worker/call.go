package worker

import (
	"strings"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// values is a connection within the process: requests may come as an
// http1.Call, and are answered in it when the answer is there as a whole.
// Whatever else there is to say is said as text, as on a socket.
type values interface {
	TakeValues()
	Send(v any) bool
	Receive() (v any, err error)
}

// wholeAnswer is how large an answer's body may be that is passed in a Call:
// what the balancer would copy while others wait.
const wholeAnswer = 64 << 10

// receive waits for a request on a connection that passes values. Nil without
// an error: it is to be read as text.
func (c *conn) receive() (*http1.Call, error) {
	if c.values == nil || c.br.Buffered() > 0 {
		return nil, nil
	}
	v, err := c.values.Receive()
	if v == nil || err != nil {
		return nil, err
	}
	return v.(*http1.Call), nil
}

// forwardedFor is where the client's address stands, as the balancer writes it.
const forwardedFor = "\r\nX-Forwarded-For: "

// passed makes the request for the handler. The app may keep it for ever, the
// call is the balancer's again soon: one copy of the head serves for all parts.
func passed(call *http1.Call) web.Incoming {
	text := string(call.Text[:call.Head])
	in := web.Incoming{
		Method: call.Method.Of(text), Scheme: "http", Host: call.Host.Of(text), Target: call.Target.Of(text),
		Headers: head(text), Length: -1,
	}
	if call.Secure {
		in.Scheme = "https"
	}
	if _, rest, ok := strings.Cut(text, forwardedFor); ok {
		end := strings.IndexAny(rest, ",\r")
		in.Client = rest[:max(end, 0)]
	}
	if body := call.Text[call.Head:]; len(body) > 0 {
		in.Body = append([]byte(nil), body...)
	}
	return in
}

// pass answers in the call that the request came in. passed is false, and
// nothing was done, when there is none or the answer has to be text; else sent
// is whether the connection can go on.
func (x *exchange) pass() (sent, passed bool) {
	a, call := x.answer, x.call
	if call == nil || len(a.Body) > wholeAnswer || isEventStream(a) || compose(call, a, x.wholeFraming()) != nil {
		return false, false
	}
	if x.sendsBody() {
		call.Body = a.Body
	}
	x.call = nil // it is the balancer's
	x.endTurn()
	return x.values.Send(call), true
}

// compose makes the head of the answer; the rules are appendHead's.
func compose(call *http1.Call, a *web.Answer, frame framing) error {
	r := &call.Response
	if err := r.Compose(a.Status, a.Reason); err != nil {
		return err
	}
	for _, f := range a.Headers {
		if !passesOn(f.Name, frame) {
			continue
		}
		if err := r.Add(f.Name, f.Value); err != nil {
			return err
		}
	}
	if frame >= 0 {
		r.Length = int64(frame)
	}
	return nil
}
