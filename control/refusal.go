package control

import (
	"fmt"
	"net/http"
)

// Refusal is a clear no: why a worker or an order was not accepted, and with
// which HTTP status it is answered. The server writes it, the client returns
// it, so both ends of the socket see the same error.
type Refusal struct {
	Status int
	Reason string
}

// Error returns the reason alone; the status is for the protocol.
func (r *Refusal) Error() string { return r.Reason }

// Forbidden refuses because of who the peer is (403).
func Forbidden(format string, args ...any) *Refusal {
	return &Refusal{Status: http.StatusForbidden, Reason: fmt.Sprintf(format, args...)}
}

// Conflict refuses because of the state things are in (409).
func Conflict(format string, args ...any) *Refusal {
	return &Refusal{Status: http.StatusConflict, Reason: fmt.Sprintf(format, args...)}
}

// badRequest refuses because of what the message says (400).
func badRequest(format string, args ...any) *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Reason: fmt.Sprintf(format, args...)}
}
