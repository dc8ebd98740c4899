package lb

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts what an app's balancer does. The counters that every request
// moves are plain atomics, read by Prometheus at scrape time and by status.
// Safe for concurrent use.
type Metrics struct {
	classes  [6]atomic.Uint64 // by first digit of the status; 0 is the client's leaving
	versions [3]atomic.Uint64 // by protocol
	inFlight atomic.Int64     // admitted and not answered, queue included
	retries  atomic.Uint64
	drops    map[FailureKind]*atomic.Uint64
	rejected map[string]*atomic.Uint64
	circuits atomic.Uint64

	wait    prometheus.Histogram
	service prometheus.Histogram
	list    []prometheus.Collector
}

// The buckets go from what a queue costs when it is empty to beyond the
// default timeouts.
var latencyBuckets = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func newMetrics(b *Balancer) *Metrics {
	m := &Metrics{drops: make(map[FailureKind]*atomic.Uint64), rejected: make(map[string]*atomic.Uint64)}
	labels := prometheus.Labels{"app": b.opts.App, "variant": b.opts.Variant}
	with := func(name, value string) prometheus.Labels {
		return prometheus.Labels{"app": b.opts.App, "variant": b.opts.Variant, name: value}
	}
	for i, class := range [...]string{"gone", "1xx", "2xx", "3xx", "4xx", "5xx"} {
		m.counter("rip_requests_total", "Requests answered, by class of status; gone: the client left first.", with("class", class), &m.classes[i])
	}
	for _, p := range []protocol{http10, http11, http20} {
		m.counter("rip_protocol_requests_total", "Requests answered, by protocol.", with("protocol", p.String()), &m.versions[p])
	}
	for _, r := range reasons() {
		m.rejected[r.Reason] = new(atomic.Uint64)
		m.counter("rip_rejected_total", "Requests that the balancer answered itself, by reason.", with("reason", r.Reason), m.rejected[r.Reason])
	}
	for _, kind := range []FailureKind{Hung, Unreachable, Died, Broken, Leaving} {
		m.drops[kind] = new(atomic.Uint64)
		m.counter("rip_dropped_sockets_total", "Workers taken out of the pool, by what was wrong.", with("kind", string(kind)), m.drops[kind])
	}
	m.counter("rip_retries_total", "Requests given to a second worker.", labels, &m.retries)
	m.counter("rip_circuits_opened_total", "Workers left out after failed health checks.", labels, &m.circuits)
	m.gauge("rip_in_flight", "Requests admitted and not yet answered, queued ones included.", labels, func() float64 { return float64(m.inFlight.Load()) })
	m.gauge("rip_streams", "Event streams and tunnels open.", labels, func() float64 { return float64(b.streams.n.Load()) })
	m.gauge("rip_queue_depth", "Requests that wait for a worker.", labels, func() float64 { return float64(b.pool.State().Queued) })
	m.wait = m.histogram("rip_queue_wait_seconds", "Time from admission to dispatch.", labels)
	m.service = m.histogram("rip_service_seconds", "Time from dispatch to the end of the worker's turn.", labels)
	if b.opts.Log != nil {
		m.counter("rip_access_log_dropped_total", "Access log lines dropped because the log's reader was too slow.", labels, &b.opts.Log.dropped)
	}
	return m
}

func (m *Metrics) counter(name, help string, labels prometheus.Labels, v *atomic.Uint64) {
	m.list = append(m.list, prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels},
		func() float64 { return float64(v.Load()) }))
}

func (m *Metrics) gauge(name, help string, labels prometheus.Labels, f func() float64) {
	m.list = append(m.list, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, f))
}

func (m *Metrics) histogram(name, help string, labels prometheus.Labels) prometheus.Histogram {
	h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, ConstLabels: labels, Buckets: latencyBuckets})
	m.list = append(m.list, h)
	return h
}

// Collectors are for the owner's registry.
func (m *Metrics) Collectors() []prometheus.Collector { return m.list }

// Traffic is a summary for status.
type Traffic struct {
	Requests, Retries uint64
	InFlight          int
	Rejected          map[string]uint64 // the reasons that occurred
}

// Traffic reads the counters.
func (m *Metrics) Traffic() Traffic {
	t := Traffic{Retries: m.retries.Load(), InFlight: int(m.inFlight.Load())}
	for i := range m.classes {
		t.Requests += m.classes[i].Load()
	}
	for reason, n := range m.rejected {
		if v := n.Load(); v > 0 {
			if t.Rejected == nil {
				t.Rejected = make(map[string]uint64)
			}
			t.Rejected[reason] = v
		}
	}
	return t
}

// record counts one exchange that has ended.
func (m *Metrics) record(x *Exchange) {
	class := x.status / 100
	if x.status == 499 || class > 5 {
		class = 0
	}
	m.classes[class].Add(1)
	m.versions[x.protocol()].Add(1)
	if x.reason != "" {
		if n := m.rejected[x.reason]; n != nil {
			n.Add(1)
		}
	}
	if x.attempts > 0 {
		m.wait.Observe(x.wait.Seconds())
		m.service.Observe(x.service.Seconds())
	}
}
