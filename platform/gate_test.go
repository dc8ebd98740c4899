package platform

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rip-server/rip-server/lb"
)

// counting is a balancer that answers nothing and counts.
type counting struct{ served, refused int }

func (c *counting) Serve(*lb.Exchange)   { c.served++ }
func (c *counting) Refused(*lb.Exchange) { c.refused++ }

func TestHeldRequestsPassWhenTheGateOpensAndKnockOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		knocks := 0
		g, next := newGate(func() { knocks++ }), &counting{}
		g.hold(next, "/status", time.Minute, 10)
		done := make(chan struct{})
		go func() {
			g.routed.Serve(&lb.Exchange{})
			close(done)
		}()
		synctest.Wait()
		if knocks != 1 || next.served != 0 || g.empty() {
			t.Errorf("%d knocks, %d served, empty %v", knocks, next.served, g.empty())
		}
		g.hold(next, "/status", time.Minute, 10) // held anew: it goes on waiting
		synctest.Wait()
		g.open(next, "/status")
		<-done
		if next.served != 1 || !g.empty() || g.meter.requests.Load() != 1 {
			t.Errorf("%d served, empty %v, %d counted", next.served, g.empty(), g.meter.requests.Load())
		}
	})
}

func TestQuantilesAreRightToSixPerCent(t *testing.T) {
	for _, took := range []time.Duration{0, 3 * time.Microsecond, 100 * time.Microsecond, 7 * time.Millisecond, 1234 * time.Millisecond, time.Minute} {
		var m meter
		before := m.read()
		m.count(200, took)
		after := m.read()
		got, want := after.quantile(&before, 0.99), float64(took)/float64(time.Millisecond)
		if math.Abs(got-want) > want*0.0626+0.001 {
			t.Errorf("%v is told as %v ms", took, got)
		}
	}
	var m meter
	before := m.read()
	for i := range 1000 {
		m.count(200, time.Duration(i+1)*time.Millisecond)
	}
	m.count(503, time.Hour) // beyond the last bucket
	after := m.read()
	for q, want := range map[float64]float64{0.5: 500, 0.99: 990} {
		if got := after.quantile(&before, q); math.Abs(got-want) > want/15 {
			t.Errorf("the %v quantile is %v, want %v", q, got, want)
		}
	}
	if after.requests != 1001 || after.errors != 1 {
		t.Errorf("%d requests, %d errors", after.requests, after.errors)
	}
}

func TestPastIsARingOfTheLastQuarterOfAnHour(t *testing.T) {
	var p past
	now := time.Unix(1_000_000, 0)
	var m meter
	for range samplesKept + 10 {
		m.count(200, time.Millisecond)
		m.count(500, time.Millisecond)
		now = now.Add(sampleEvery)
		p.take(now, m.read(), sample{queue: 3})
	}
	s := p.since(time.Time{})
	if n := len(s.Times); n != samplesKept || !s.Times[n-1].Equal(now) || !s.Times[0].Equal(now.Add(-time.Duration(n-1)*sampleEvery)) {
		t.Errorf("%d samples from %v to %v, it is %v", len(s.Times), s.Times[0], s.Times[len(s.Times)-1], now)
	}
	if last := p.newest(); last.rps != 1 || last.errors != 0.5 || last.queue != 3 || !last.at.Equal(now) {
		t.Errorf("the newest sample is %+v", last)
	}
	if some := p.since(now.Add(-3 * sampleEvery)); len(some.Times) != 3 {
		t.Errorf("%d samples of the last three", len(some.Times))
	}
}

// BenchmarkGate is what an app's gate adds to a request.
func BenchmarkGate(b *testing.B) {
	g := newGate(func() {})
	g.open(&counting{}, "/status")
	var x lb.Exchange
	b.ReportAllocs()
	for b.Loop() {
		g.routed.Serve(&x)
	}
}
