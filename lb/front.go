package lb

import "time"

// What follows is for a Handler in front of a Balancer.

// Reject answers x with r, in place of the app. Whoever rejects tells the
// Balancer's Refused, for log and metrics.
func (x *Exchange) Reject(r *Rejection) {
	x.complete = x.complete || !x.HasBody()
	x.reject(r)
}

// Outcome is how x was answered, and how long it took until a worker was through
// with it, its wait in the queue included: what a slow client or a stream adds
// is not in it. It is valid between the Balancer's return and the Handler's own.
func (x *Exchange) Outcome() (status int, took time.Duration) { return x.status, x.wait + x.service }
