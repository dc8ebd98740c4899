package platform

import (
	"sync"
	"time"
)

// How often apps are measured, and for how long that is kept.
const (
	sampleEvery = 2 * time.Second
	samplesKept = int(15 * time.Minute / sampleEvery)
)

// sample is one step of an app's past; its members are as those of Samples.
type sample struct {
	at                                         time.Time
	rps, p50, p99, queue, errors, memory, busy float64
}

// past keeps an app's last samples. Safe for concurrent use; take is called by
// one goroutine at a time.
type past struct {
	last reading // take's
	when time.Time

	mu      sync.Mutex
	samples []sample // a ring once it is full
	next    int
}

// take adds what happened since the last time; live is what is so now: queue,
// memory and busy.
func (p *past) take(now time.Time, r reading, live sample) {
	before, since := p.last, now.Sub(p.when).Seconds()
	first := p.when.IsZero()
	p.last, p.when = r, now
	if first || since <= 0 {
		return
	}
	live.at = now
	live.rps = float64(r.requests-before.requests) / since
	live.errors = float64(r.errors-before.errors) / since
	live.p50, live.p99 = r.quantile(&before, 0.50), r.quantile(&before, 0.99)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.samples) < samplesKept {
		p.samples = append(p.samples, live)
		return
	}
	p.samples[p.next] = live
	p.next = (p.next + 1) % samplesKept
}

// newest is the last sample, zero before the first.
func (p *past) newest() sample {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.samples) == 0 {
		return sample{}
	}
	return p.samples[(p.next+len(p.samples)-1)%len(p.samples)]
}

// since returns the samples after that time, oldest first.
func (p *past) since(from time.Time) Series {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := Series{Step: sampleEvery.Seconds(), Times: []time.Time{}, Series: Samples{
		RPS: []float64{}, P50: []float64{}, P99: []float64{}, Queue: []float64{}, Errors: []float64{}, Memory: []float64{}, Busy: []float64{},
	}}
	for i := range p.samples {
		one := p.samples[(p.next+i)%len(p.samples)]
		if !one.at.After(from) {
			continue
		}
		s.Times = append(s.Times, one.at)
		s.Series.RPS = append(s.Series.RPS, one.rps)
		s.Series.P50 = append(s.Series.P50, one.p50)
		s.Series.P99 = append(s.Series.P99, one.p99)
		s.Series.Queue = append(s.Series.Queue, one.queue)
		s.Series.Errors = append(s.Series.Errors, one.errors)
		s.Series.Memory = append(s.Series.Memory, one.memory)
		s.Series.Busy = append(s.Series.Busy, one.busy)
	}
	return s
}
