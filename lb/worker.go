package lb

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Member is a worker as the balancer gets to know it: what it needs to reach
// it and when to ask for its replacement.
type Member struct {
	ID     string // unique, never reused
	Socket string // path of the Unix socket it serves HTTP/1.1 on
	// Dial connects to a worker that has no socket, because it lives in this
	// process. Nil: Socket is where it is.
	Dial func() (net.Conn, error)
	// Version is the app version it runs; only the active one gets requests.
	Version int
	// RecycleAfter is the number of requests after which Events.Exhausted is
	// told, once; 0 is never. The worker goes on serving until it is retired.
	RecycleAfter int
	// Trailers is whether it takes requests with trailers, which have chunked
	// bodies, and wants to know whether the client takes an answer's.
	Trailers bool
}

// Worker is a member of the Pool. Whoever has acquired it owns its connection
// until it releases or drops it; everything else belongs to the pool's lock.
type Worker struct {
	Member
	up *Upstream
	// busySince is when the worker began to decline requests; its holder's.
	busySince time.Time

	// Guarded by Pool.mu.
	version    *version
	state      workerState
	prev, next *Worker // in Pool.idle
	served     uint64
	drained    func(*Worker) // told once when a retired worker is through

	streams streams
}

// connect opens a connection to the member.
func (m *Member) connect(timeout time.Duration) (net.Conn, error) {
	if m.Dial != nil {
		return m.Dial()
	}
	return net.DialTimeout("unix", m.Socket, timeout)
}

type workerState uint8

const (
	wsParked   workerState = iota // a version that is not active
	wsIdle                        // in Pool.idle
	wsBusy                        // acquired
	wsOut                         // quarantined, or its circuit is open
	wsRetiring                    // acquired, and leaves when released
	wsGone
)

func (s workerState) String() string {
	return [...]string{"parked", "idle", "busy", "out", "retiring", "gone"}[s]
}

// streams are the event streams and tunnels that live on beside a worker's
// request in flight, each on a connection of its own.
type streams struct {
	n     atomic.Int32
	mu    sync.Mutex
	open  map[*stream]struct{}
	empty func() // told once when the last one ends after drain began
	// grace is what a stream gets that opens after drain began; 0: it has not.
	grace time.Duration
}

// stream is one of them: its connection to the worker, and how to make both of
// its ends return. close may be called more than once.
type stream struct {
	conn  net.Conn
	close func()
}

func (s *streams) add(st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = make(map[*stream]struct{})
	}
	s.open[st] = struct{}{}
	s.n.Add(1)
	if s.grace > 0 {
		time.AfterFunc(s.grace, st.close)
	}
}

func (s *streams) remove(st *stream) {
	s.mu.Lock()
	delete(s.open, st)
	s.n.Add(-1)
	var told func()
	if len(s.open) == 0 {
		told, s.empty = s.empty, nil
	}
	s.mu.Unlock()
	if told != nil {
		told()
	}
}

// drain calls done once there is no stream left, perhaps at once; after grace
// those that are left are closed.
func (s *streams) drain(grace time.Duration, done func()) {
	s.mu.Lock()
	s.grace = max(grace, 1)
	if len(s.open) == 0 {
		s.mu.Unlock()
		done()
		return
	}
	late := time.AfterFunc(grace, s.closeAll)
	s.empty = func() {
		late.Stop()
		done()
	}
	s.mu.Unlock()
}

func (s *streams) closeAll() {
	s.mu.Lock()
	open := make([]*stream, 0, len(s.open))
	for st := range s.open {
		open = append(open, st)
	}
	s.mu.Unlock()
	for _, st := range open {
		st.close()
	}
}
