package lb

import (
	"net/http"
	"strconv"
	"time"
)

// Rejection is an answer that the balancer gives itself instead of a worker's:
// what the client gets, what log and counters call it. Each is decided once,
// here (promise 6: no silent failure).
type Rejection struct {
	Status     int
	Reason     string        // stable word: body, access log, metrics label
	Detail     string        // one sentence for a human
	RetryAfter time.Duration // sent as Retry-After in whole seconds when positive
}

func (r *Rejection) Error() string { return r.Reason + ": " + r.Detail }

// What can go wrong with a request that is well-formed.
var (
	ErrQueueFull      = &Rejection{503, "queue-full", "all workers are busy and the queue is full", time.Second}
	ErrQueueTimeout   = &Rejection{504, "queue-timeout", "no worker became free in time", time.Second}
	ErrStopping       = &Rejection{503, "stopping", "the server is shutting down", 2 * time.Second}
	ErrReadTimeout    = &Rejection{504, "worker-timeout", "the worker did not answer in time", 0}
	ErrWorkerDied     = &Rejection{502, "worker-died", "the worker died while it had the request", 0}
	ErrBadResponse    = &Rejection{502, "bad-response", "the worker's answer was not valid HTTP", 0}
	ErrUnreachable    = &Rejection{502, "worker-unreachable", "no worker could be reached", time.Second}
	ErrAllBusy        = &Rejection{503, "worker-busy", "the workers said that they are busy", time.Second}
	ErrTooManyStreams = &Rejection{503, "too-many-streams", "the worker has as many event streams and sockets as it may", time.Second}
	ErrBodyTooLarge   = &Rejection{413, "body-too-large", "the request body is larger than the limit", 0}
	ErrBodyTimeout    = &Rejection{408, "body-timeout", "the request body came in too slowly", 0}
	ErrHeadTimeout    = &Rejection{408, "header-timeout", "the request header came in too slowly", 0}
	ErrNoSpace        = &Rejection{503, "no-space", "the server could not store the request body", 5 * time.Second}
)

// reasons lists every word that Rejection.Reason can be for a well-formed
// request, so that their counters exist before they are needed.
func reasons() []*Rejection {
	return []*Rejection{
		ErrQueueFull, ErrQueueTimeout, ErrStopping, ErrReadTimeout, ErrWorkerDied, ErrBadResponse,
		ErrUnreachable, ErrAllBusy, ErrTooManyStreams, ErrBodyTooLarge, ErrBodyTimeout, ErrHeadTimeout, ErrNoSpace,
	}
}

// appendTo appends the whole HTTP/1.1 response for r to x.
func (r *Rejection) appendTo(dst []byte, x *Exchange) []byte {
	dst = appendStatusLine(dst, r.Status, nil)
	dst = append(dst, x.conn.srv.date.line(time.Now())...)
	dst = append(dst, "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"...)
	if r.RetryAfter > 0 {
		dst = append(dst, "Retry-After: "...)
		dst = strconv.AppendInt(dst, int64(r.RetryAfter/time.Second), 10)
		dst = append(dst, "\r\n"...)
	}
	body := strconv.Itoa(r.Status) + " " + http.StatusText(r.Status) + "\n" + r.Reason + ": " + r.Detail + "\n"
	dst = appendLength(dst, int64(len(body)))
	dst = appendConnection(dst, x)
	dst = append(dst, "\r\n"...)
	if x.isHEAD {
		return dst
	}
	x.sent = int64(len(body))
	return append(dst, body...)
}
