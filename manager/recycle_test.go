package manager

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func TestRecyclingByRequestsNeverDipsNorExceedsTheSurge(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.MaxRequests = 1000
		b.behave = func(p *fakeProcess) {
			if p.id[2:] != "1" {
				time.Sleep(time.Second) // replacements boot slowly
			}
			b.mustJoin(p)
		}
		b.traffic.answerIn(500 * time.Millisecond)
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(4)
		for _, id := range []string{"1-1", "2-1", "3-1", "4-1"} {
			b.m.Exhausted(id)
		}
		b.wants(4, 0, 0, 0)
		b.pass(7 * time.Second)
		b.wants(4, 0, 0, 0)
		if s := b.m.Snapshot(); s.Restarts[Requests] != 4 || s.Extra != 0 {
			t.Errorf("%d recycled with %d extras left, want 4 and 0", s.Restarts[Requests], s.Extra)
		}
		if b.most() != 5 {
			t.Errorf("%d processes ran at once, want 4 and a surge of 1", b.most())
		}
		b.traffic.require(0)
	})
}

func TestWorkerIsNotRecycledByRequestsBeforeItsMinimalAge(t *testing.T) {
	setup := func(_ *bed, c *Config) { c.MaxRequests, c.MinAge, c.Workers = 1000, time.Minute, 1 }
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(1)
		b.m.Exhausted("1-1")
		b.pass(55 * time.Second)
		if s := b.m.Snapshot(); s.Restarts[Requests] != 0 {
			t.Errorf("%d recycled before its time", s.Restarts[Requests])
		}
		b.pass(10 * time.Second)
		if s := b.m.Snapshot(); s.Restarts[Requests] != 1 || s.Ready != 1 {
			t.Errorf("%d recycled by requests, %d ready", s.Restarts[Requests], s.Ready)
		}
		b.traffic.require(0)
	})
}

func TestRecycleLimitIsSpread(t *testing.T) {
	jitter := 0.0
	setup := func(_ *bed, c *Config) {
		c.MaxRequests = 1000
		c.Jitter = func() float64 { jitter += 0.2; return jitter }
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		seen := map[int]bool{}
		for _, m := range b.traffic.record().added {
			if m.RecycleAfter < 900 || m.RecycleAfter > 1100 {
				t.Errorf("%s is to serve %d requests, want 1000 ± 10 %%", m.ID, m.RecycleAfter)
			}
			seen[m.RecycleAfter] = true
		}
		if len(seen) != 4 {
			t.Errorf("limits are %v, want four different ones", seen)
		}
	})
}

func TestWorkerIsRecycledByAge(t *testing.T) {
	setup := func(_ *bed, c *Config) { c.MaxAge, c.Workers = time.Hour, 1 }
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(1)
		b.pass(time.Hour + time.Minute)
		if s := b.m.Snapshot(); s.Restarts[Age] != 1 || s.Ready != 1 {
			t.Errorf("%d recycled by age, %d ready", s.Restarts[Age], s.Ready)
		}
		b.traffic.require(0)
	})
}

func TestWorkerIsRecycledByMemory(t *testing.T) {
	var large atomic.Int64
	setup := func(_ *bed, c *Config) {
		c.MaxMemory = 100
		c.Memory = func(pid int) (int64, error) {
			if int64(pid) == large.Load() {
				return 101, nil
			}
			return 100, nil
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.pass(3 * time.Second)
		if s := b.m.Snapshot(); len(s.Restarts) != 0 || s.Workers[0].RSS != 100 {
			t.Errorf("restarts %v, RSS %d", s.Restarts, s.Workers[0].RSS)
		}
		large.Store(int64(b.process("3-1").pid))
		b.pass(2 * time.Second)
		if s := b.m.Snapshot(); s.Restarts[Memory] != 1 || !b.wasStarted("3-2") {
			t.Errorf("restarts are %v, want one by memory", s.Restarts)
		}
	})
}

func TestUnmeasurableMemoryIsToldOnce(t *testing.T) {
	setup := func(_ *bed, c *Config) {
		c.Memory = func(int) (int64, error) { return 0, fmt.Errorf("here: %w", ErrMemoryUnsupported) }
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.pass(time.Minute)
		if n := b.count(MemoryUnmeasured); n != 1 {
			t.Errorf("told %d times", n)
		}
	})
}

func TestFailedReplacementLeavesTheOldWorkerAndIsTriedAgain(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(p *fakeProcess) {
			if p.id == "1-2" {
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.m.Exhausted("1-1")
		b.wants(1, 0, 0, 0)
		if len(b.traffic.record().retired) != 0 {
			t.Error("the old worker was retired though its replacement failed")
		}
		b.pass(time.Second)
		if !slices.Equal(b.traffic.record().retired, []string{"1-1"}) || !b.wasStarted("1-3") {
			t.Errorf("retired %v, started %v", b.traffic.record().retired, b.ids())
		}
	})
}

func TestReplacementTakesTheSlotWhenTheOldWorkerCrashesFirst(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(p *fakeProcess) {
			if p.id == "1-2" {
				time.Sleep(time.Second)
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.m.Exhausted("1-1")
		b.settle()
		b.process("1-1").exit("exit code 1")
		b.wants(0, 1, 0, 0)
		b.pass(time.Second)
		b.wants(1, 0, 0, 0)
		if b.wasStarted("1-3") {
			t.Error("a third worker was started")
		}
	})
}
