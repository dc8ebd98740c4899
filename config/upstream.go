package config

import "time"

// Upstream says how the balancer talks to workers. Whatever these keys say, a
// worker never has two requests in flight.
type Upstream struct {
	// Which free worker gets the next request. rr: each in turn. lc: the one
	// with the fewest open streams and websockets, which outlive their
	// request; without any of those the two hardly differ.
	LBPolicy string `key:"lbPolicy" default:"rr" oneof:"rr|lc"`

	// How many idle connections to a worker are kept for reuse. 0 opens a new
	// connection for each request, which is slower and useful only to look
	// for faults.
	UpstreamMaxIdle int `key:"upstreamMaxIdle" default:"8" min:"0" max:"1024"`

	// How many connections to one worker may carry requests. One request in
	// flight per worker holds whatever this says, so more than 1 changes
	// nothing that a client can see.
	UpstreamMaxConnsPerSocket int `key:"upstreamMaxConnsPerSocket" default:"1" min:"1" max:"1024"`

	// How many event streams and websockets one worker may hold beside its
	// requests. One more is answered 503. 0 allows none.
	MaxStreamsPerWorker int `key:"maxStreamsPerWorker" default:"256" min:"0" max:"1000000"`

	// How long a connection to a worker may take. Workers are on the same
	// machine: one that does not accept within this time is taken out of the
	// pool and the request goes to another.
	ConnectTimeout time.Duration `key:"connectTimeoutMs" default:"200" min:"1" max:"60000"`

	// How long a worker may take until the head of its response. After that
	// the client gets 504 and the worker is replaced, because what it hangs
	// in cannot be known. Raise it for an app with slow routes.
	ReadTimeout time.Duration `key:"readTimeoutMs" default:"5000" min:"1" max:"86400000"`
}
