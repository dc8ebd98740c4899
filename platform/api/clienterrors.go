package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// Refusal is a platform's no.
type Refusal struct {
	Status  int // HTTP
	Message string
	Field   string // of the order, "" when it is none in particular
}

// Error says why, and what to do where that is not said already.
func (r *Refusal) Error() string { return r.Message }

// Unreachable is a platform that cannot be asked.
type Unreachable struct {
	Server string
	Err    error
}

func (u *Unreachable) Error() string {
	if u.None() {
		return "no platform runs at " + u.Server + "; start one with: rip-server platform"
	}
	return fmt.Sprintf("cannot reach the platform at %s: %v%s", u.Server, u.Err, mendTrust(u.Err))
}

// None is whether nobody is there at all.
func (u *Unreachable) None() bool { return errors.Is(u.Err, syscall.ECONNREFUSED) }

// Unwrap returns why.
func (u *Unreachable) Unwrap() error { return u.Err }

// unreachable is err of a request as the user needs it. The end of ctx is
// nobody's fault and stays as it is.
func (c *Client) unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	return &Unreachable{c.base, err}
}

// maxError bounds what is read of an answer that is none of ours.
const maxError = 64 << 10

func (c *Client) refusal(res *http.Response) error {
	r := &Refusal{Status: res.StatusCode}
	var told Error
	text, _ := io.ReadAll(io.LimitReader(res.Body, maxError))
	if json.Unmarshal(text, &told) != nil || told.Error == "" {
		r.Message = fmt.Sprintf("%s answered %s; is that a platform of rip-server?", c.base, res.Status)
		if secure, err := res.Location(); err == nil && secure.Scheme == "https" {
			r.Message = fmt.Sprintf("%s sends clients on; give https://%s instead", c.base, secure.Host)
		}
		if strings.Contains(string(text), "plain-http:") { // see lb's plainOnTLS
			r.Message = fmt.Sprintf("%s speaks HTTPS; begin the address with https://", c.base)
		}
		return r
	}
	r.Message, r.Field = told.Error, told.Field
	if res.StatusCode == http.StatusUnauthorized && !strings.Contains(r.Message, "--token") {
		r.Message += " (give it with --token or RIP_TOKEN)"
	}
	return r
}
