package lb

import (
	"errors"
	"net"
	"sync"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// Balancer answers the requests of one app: it admits them, gives each a
// worker, and passes the answers on. It implements Handler. Safe for
// concurrent use.
type Balancer struct {
	opts    Options
	pool    *Pool
	metrics *Metrics
	status  statusPage
	streams streams // all of them, whoever's
	relays  relayPool
	stop    chan struct{}
	wg      sync.WaitGroup // janitor and health checks
}

// New makes a Balancer without workers: requests wait until the first joins.
// Close ends it.
func New(opts Options) *Balancer {
	b := &Balancer{opts: opts, stop: make(chan struct{})}
	b.pool = NewPool(opts.Policy, opts.MaxQueue)
	b.metrics = newMetrics(b)
	b.status.started = time.Now()
	b.wg.Go(b.janitor)
	if opts.Health.Path != "" {
		b.wg.Go(b.checkHealth)
	}
	return b
}

// Serve answers x. It returns when the exchange is over, streams included.
func (b *Balancer) Serve(x *Exchange) {
	if b.builtin(x) {
		return
	}
	b.metrics.inFlight.Add(1)
	if !b.challenge(x) && !b.redirect(x) {
		b.answer(x)
	}
	b.metrics.inFlight.Add(-1)
	b.record(x)
}

// Refused counts and logs a request that never became one.
func (b *Balancer) Refused(x *Exchange) { b.record(x) }

// record feeds log and metrics, once for each exchange.
func (b *Balancer) record(x *Exchange) {
	x.total = time.Since(x.start)
	b.metrics.record(x)
	if b.opts.Log != nil {
		b.opts.Log.Write(x)
	}
}

func (b *Balancer) answer(x *Exchange) {
	if x.HasBody() {
		if err := x.readBody(b.opts.MaxBody); err != nil {
			b.refuseBody(x, err)
			return
		}
	}
	x.complete = true
	b.dispatch(x)
}

// refuseBody answers a body that is wrong, too large or late.
func (b *Balancer) refuseBody(x *Exchange, err error) {
	var (
		bad      *http1.Error
		rejected *Rejection
	)
	switch {
	case errors.As(err, &rejected):
		x.reject(rejected)
	case errors.As(err, &bad):
		x.refuse(bad)
	default:
		x.leave()
	}
}

// Add puts a worker that is ready into the pool; false when its ID is known.
func (b *Balancer) Add(m Member) bool {
	w := &Worker{Member: m, up: &Upstream{opts: &b.opts, trailers: m.Trailers}}
	w.up.dial = func() (net.Conn, error) { return w.connect(b.opts.ConnectTimeout) }
	defer b.status.changed()
	return b.pool.Add(w)
}

// Activate makes version the only one that gets requests; see Pool.Activate.
func (b *Balancer) Activate(version int) {
	b.pool.Activate(version)
	b.status.changed()
}

// Retire gives a worker no more requests. done is called once, from any
// goroutine, when its request is answered and its streams have ended or had
// their grace; also when the worker is unknown.
func (b *Balancer) Retire(id string, done func()) {
	known := b.pool.Retire(id, func(w *Worker) { w.streams.drain(b.opts.StreamGrace, done) })
	if !known {
		done()
	}
	b.status.changed()
}

// Remove forgets a worker that is dead.
func (b *Balancer) Remove(id string) {
	if w := b.pool.Remove(id); w != nil {
		w.streams.closeAll()
		b.status.changed()
	}
}

// DrainStreams gives every event stream and tunnel its grace and closes it
// then. It returns at once.
func (b *Balancer) DrainStreams() { b.streams.drain(b.opts.StreamGrace, func() {}) }

// State is a snapshot of pool and queue.
func (b *Balancer) State() PoolState { return b.pool.State() }

// Metrics are the balancer's counters, for whoever exports them.
func (b *Balancer) Metrics() *Metrics { return b.metrics }

// Close turns away whatever still waits and ends the balancer's goroutines.
// Streams are closed.
func (b *Balancer) Close() {
	b.pool.Close()
	b.streams.closeAll()
	close(b.stop)
	b.wg.Wait()
}

// janitor closes connections to workers that have long been idle.
func (b *Balancer) janitor() {
	tick := time.NewTicker(b.opts.IdleUpstream / 2)
	defer tick.Stop()
	for {
		select {
		case <-b.stop:
			return
		case now := <-tick.C:
			b.pool.closeUnused(now.Add(-b.opts.IdleUpstream))
		}
	}
}
