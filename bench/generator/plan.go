// Package generator puts load on an HTTP/1.1 server and measures what its
// clients see.
//
// A closed loop has a number of connections, each of which sends its next
// request when it has the answer: it finds the most a server can do, but a
// server that stalls also stalls the questions, and most of the stall goes
// unmeasured. An open loop sends at a rate whatever the server does, and
// measures from the moment at which a request was due: its latencies are those
// of clients who do not know of each other ("coordinated omission" is the name
// of the error that it avoids).
package generator

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Plan is a load. Only URL, Connections and Duration are needed.
type Plan struct {
	// URL asked for, http or https.
	URL string
	// Socket, when set, is a Unix socket to connect to instead of URL's host.
	Socket string
	// Method is GET by default, POST when there is a body.
	Method string
	Header http.Header
	// BodySize is the size of each request's body in bytes.
	BodySize int64
	// Connections are kept open, each with one request in flight.
	Connections int
	// Rate of requests a second; 0 is a closed loop.
	Rate float64
	// Duration is how long requests are sent. Answers may come later.
	Duration time.Duration
	// Timeout for connecting, and for a whole answer. 0 is 10 s.
	Timeout time.Duration
	// Close takes a new connection for each request.
	Close bool
	// Pace is how many bytes a second each connection sends of a body and
	// reads of an answer; 0 is as fast as it goes.
	Pace int
	// TLS configures https; nil is the default.
	TLS *tls.Config
}

// defaultTimeout is above rip-server's own limits for waiting and handling.
const defaultTimeout = 10 * time.Second

// ErrPlan is wrapped by what Run says of a plan that makes no sense.
var ErrPlan = errors.New("cannot make this load")

// prepared is a plan that has been checked and turned into bytes.
type prepared struct {
	Plan
	network, address string
	head             []byte
	toHead           bool // the method is HEAD: answers have no body
}

func (p Plan) prepare() (prepared, error) {
	target, err := url.Parse(p.URL)
	if err != nil {
		return prepared{}, fmt.Errorf("%w: %w", ErrPlan, err)
	}
	switch {
	case target.Scheme != "http" && target.Scheme != "https" || target.Host == "":
		return prepared{}, fmt.Errorf("%w: %q is not an http or https URL", ErrPlan, p.URL)
	case p.Connections < 1 || p.Duration <= 0 || p.Rate < 0 || p.BodySize < 0:
		return prepared{}, fmt.Errorf("%w: it needs at least one connection and some time, and a rate and body that are not negative", ErrPlan)
	}
	if p.Timeout == 0 {
		p.Timeout = defaultTimeout
	}
	if p.Method == "" {
		p.Method = http.MethodGet
		if p.BodySize > 0 {
			p.Method = http.MethodPost
		}
	}
	ready := prepared{Plan: p, network: "tcp", address: target.Host, toHead: p.Method == http.MethodHead}
	if target.Port() == "" {
		ready.address = net.JoinHostPort(target.Hostname(), map[string]string{"http": "80", "https": "443"}[target.Scheme])
	}
	if p.Socket != "" {
		ready.network, ready.address = "unix", p.Socket
	}
	if target.Scheme == "http" {
		ready.TLS = nil
	} else {
		ready.TLS = p.tlsConfig(target.Hostname())
	}
	ready.head = p.requestHead(target)
	return ready, nil
}

// tlsConfig asks for HTTP/1.1 only, which is what we speak.
func (p Plan) tlsConfig(host string) *tls.Config {
	config := &tls.Config{}
	if p.TLS != nil {
		config = p.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	config.NextProtos = []string{"http/1.1"}
	return config
}
