package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/access"
)

// problem is an answer of 400 or more.
type problem struct {
	status     int
	text       string
	field      string        // of the request
	retryAfter time.Duration // 0: nothing is said
}

func (p *problem) Error() string { return p.text }

func badRequest(format string, args ...any) *problem {
	return &problem{status: http.StatusBadRequest, text: fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) *problem {
	return &problem{status: http.StatusForbidden, text: fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) *problem {
	return &problem{status: http.StatusNotFound, text: fmt.Sprintf(format, args...)}
}

// invalid is for a request that is well-formed and cannot be carried out as it is.
func invalid(field, format string, args ...any) *problem {
	return &problem{status: http.StatusUnprocessableEntity, text: field + ": " + fmt.Sprintf(format, args...), field: field}
}

// problemOf is what err means to a client.
func problemOf(err error) *problem {
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	p = &problem{status: statusOf(err), text: err.Error()}
	var field *platform.Invalid
	if errors.As(err, &field) {
		p.field = field.Field
	}
	switch p.status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		p.retryAfter = time.Second
	case http.StatusGatewayTimeout:
		p.text = fmt.Sprintf("it takes longer than %s; it goes on, see the events", Patience)
	}
	return p
}

// statusOf is the status of an error of the controller or of the tokens.
func statusOf(err error) int {
	for _, c := range []struct {
		err    error
		status int
	}{
		{platform.ErrNotFound, http.StatusNotFound},
		{access.ErrNoSuchToken, http.StatusNotFound},
		{platform.ErrRevision, http.StatusPreconditionFailed}, // before ErrConflict, which it is too
		{platform.ErrExists, http.StatusConflict},
		{platform.ErrConflict, http.StatusConflict},
		{platform.ErrForbidden, http.StatusForbidden},
		{platform.ErrInvalid, http.StatusUnprocessableEntity},
		{platform.ErrDidNotStart, http.StatusUnprocessableEntity},
		{access.ErrTokenName, http.StatusUnprocessableEntity},
		{platform.ErrBusy, http.StatusTooManyRequests},
		{platform.ErrStopping, http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusGatewayTimeout},
		{access.ErrUnknown, http.StatusUnauthorized},
	} {
		if errors.Is(err, c.err) {
			return c.status
		}
	}
	return http.StatusInternalServerError
}

// writeError answers err: a page for a browser that shows what it gets, else
// JSON.
func writeError(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	if p.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(p.retryAfter.Seconds()))))
	}
	if p.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="rip-server"`)
	}
	if wantsPage(r) {
		writePage(w, r, p)
		return
	}
	writeJSON(w, p.status, Error{Error: p.text, Field: p.field})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	text, err := json.Marshal(value)
	if err != nil { // a value of ours that has no JSON
		status, text = http.StatusInternalServerError, []byte(`{"error":"the answer could not be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // the client left if this fails
}
