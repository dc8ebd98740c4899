package manager

import "net"

// Traffic is what the manager tells the balancer. Its methods never block
// and may be called with the manager busy: they must not wait for any of its
// methods except Failed and Exhausted, which never block either.
type Traffic interface {
	// Add says that a worker is ready. It gets requests once its version is the active one.
	Add(Member)
	// Activate gives all traffic to the workers of version from now on. It is
	// called at the start and when every worker of a new version was added.
	Activate(version int)
	// Retire says that a worker gets no new requests. done is called exactly
	// once, from any goroutine, when the request it has is answered and its
	// streams have had their grace. An unknown id is done at once.
	Retire(id string, done func())
	// Remove says that the worker's process is gone: what it had in flight
	// has failed. The id is never used again. Unknown ids are ignored.
	Remove(id string)
}

// Member is a worker as the balancer needs to know it.
type Member struct {
	ID     string // unique for the manager's whole life
	Socket string // where it accepts HTTP/1.1
	// Dial reaches a worker within this process; nil: it is at Socket.
	Dial         func() (net.Conn, error)
	Version      int // the app version it belongs to
	RecycleAfter int // requests until Exhausted is to be called; 0 is never
	// Trailers is whether it takes requests with trailers.
	Trailers bool
}
