package manager

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestCrashedWorkerIsStartedAgainWithGrowingPauses(t *testing.T) {
	one := func(_ *bed, c *Config) { c.Workers = 1 }
	inBed(t, one, func(t *testing.T, b *bed) {
		b.process("1-1").exit("exit code 1")
		b.wants(0, 0, 0, 1)
		b.pass(249 * time.Millisecond)
		b.wants(0, 0, 0, 1)
		b.pass(time.Millisecond)
		b.wants(1, 0, 0, 0)

		b.process("1-2").exit("signal: killed")
		b.pass(499 * time.Millisecond)
		b.wants(0, 0, 0, 1)
		b.pass(time.Millisecond)
		b.wants(1, 0, 0, 0)
		if got := b.m.Snapshot().Restarts[Crash]; got != 2 {
			t.Errorf("%d restarts by crash are counted, want 2", got)
		}
	})
}

func TestBackoffIsForgottenAfterAMinuteOfHealth(t *testing.T) {
	one := func(_ *bed, c *Config) { c.Workers = 1 }
	inBed(t, one, func(t *testing.T, b *bed) {
		b.process("1-1").exit("exit code 1")
		b.pass(time.Second)
		b.pass(healthyAfter)
		b.process("1-2").exit("exit code 1")
		b.pass(minBackoff)
		b.wants(1, 0, 0, 0)
	})
}

func TestTenFailedStartsDegradeTheAppButNeverAbandonTheSlot(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(p *fakeProcess) {
			if broken.Load() {
				p.says("TypeError: nothing works")
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		for b.count(WorkerExited) < 9 {
			b.pass(10 * time.Millisecond)
		}
		if b.m.Snapshot().Degraded {
			t.Error("degraded after nine failures")
		}
		for b.count(WorkerExited) < 12 {
			b.pass(10 * time.Millisecond)
		}
		s := b.m.Snapshot()
		if !s.Degraded || b.count(AppDegraded) != 1 {
			t.Errorf("degraded is %v, told %d times", s.Degraded, b.count(AppDegraded))
		}
		if want := "TypeError: nothing works"; !strings.Contains(s.LastError, want) || !strings.Contains(s.LastError, "exit code 1") {
			t.Errorf("last error is %q, want exit code and %q", s.LastError, want)
		}
		broken.Store(false)
		b.pass(maxBackoff)
		b.wants(1, 0, 0, 0)
		if s := b.m.Snapshot(); s.Degraded || s.LastError != "" {
			t.Errorf("with a worker that serves, degraded is %v and the last error %q", s.Degraded, s.LastError)
		}
		b.pass(healthyAfter)
		if b.count(AppRecovered) != 1 {
			t.Error("recovery was not told")
		}
	})
}

func TestWorkerThatNeverJoinsIsKilledAndCountsAsFailedStart(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(p *fakeProcess) { p.stubborn = true }
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.pass(15*time.Second - time.Millisecond)
		b.wants(0, 1, 0, 0)
		b.pass(time.Millisecond)
		b.wants(0, 0, 0, 1)
		s := b.m.Snapshot()
		if !b.process("1-1").killed.Load() || s.Restarts[Boot] != 1 {
			t.Errorf("killed: %v, failed starts: %d", b.process("1-1").killed.Load(), s.Restarts[Boot])
		}
		if !strings.Contains(s.LastError, "did not join within 15s") {
			t.Errorf("last error is %q", s.LastError)
		}
	})
}

func TestHungWorkerIsReplacedAtOnceAndKilledAfterGrace(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			p.stubborn = p.id == "2-1"
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.m.Failed("2-1", Hung)
		b.m.Failed("2-1", Hung) // the balancer may say it twice
		b.wants(4, 0, 0, 0)
		if s := b.m.Snapshot(); s.Extra != 1 || s.Restarts[Hung] != 1 {
			t.Errorf("%d extras, %d restarts by hung, want 1 and 1", s.Extra, s.Restarts[Hung])
		}
		b.pass(2*time.Second - time.Millisecond)
		if b.process("2-1").killed.Load() {
			t.Error("killed before its grace was over")
		}
		b.pass(time.Millisecond)
		if s := b.m.Snapshot(); !b.process("2-1").killed.Load() || s.Extra != 0 || !slices.Contains(b.traffic.record().removed, "2-1") {
			t.Errorf("killed %v, %d extras, removed %v", b.process("2-1").killed.Load(), s.Extra, b.traffic.record().removed)
		}
	})
}

func TestWorkerThatAlwaysBreaksIsNotStartedInALoop(t *testing.T) {
	one := func(_ *bed, c *Config) { c.Workers = 1 }
	inBed(t, one, func(t *testing.T, b *bed) {
		b.m.Failed("1-1", Broken)
		b.wants(1, 0, 0, 0)
		b.m.Failed("1-2", Broken)
		b.wants(0, 0, 0, 1)
	})
}

func TestDiedIsCountedOnceWhicheverNewsComesFirst(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		b.m.Failed("1-1", Died)
		b.process("1-1").exit("signal: segmentation fault")
		b.process("2-1").exit("signal: segmentation fault")
		b.m.Failed("2-1", Died)
		b.pass(time.Second)
		b.wants(4, 0, 0, 0)
		if s := b.m.Snapshot(); s.Restarts[Crash] != 2 || len(s.Restarts) != 1 {
			t.Errorf("restarts are %v, want 2 by crash", s.Restarts)
		}
	})
}

func TestWorkerThatQuitsFinishesAndIsReplaced(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		b.traffic.answerIn(time.Second)
		p := b.process("3-1")
		if err := b.quit(p); err != nil {
			t.Fatal(err)
		}
		b.wants(4, 0, 0, 0)
		if s := b.m.Snapshot(); s.Extra != 1 || !slices.Equal(b.traffic.record().retired, []string{"3-1"}) {
			t.Errorf("%d extras, retired %v", s.Extra, b.traffic.record().retired)
		}
	})
}

func TestRetiredWorkerThatSaysItIsLeavingMayFinish(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		b.traffic.answerIn(10 * time.Second)
		b.m.Failed("3-1", Quit)
		b.m.Failed("3-1", Quit)
		b.pass(9 * time.Second)
		if s := b.m.Snapshot(); s.Ready != 4 || s.Extra != 1 || s.Restarts[Quit] != 1 {
			t.Errorf("%d ready, %d extras, restarts %v", s.Ready, s.Extra, s.Restarts)
		}
		b.pass(time.Second)
		if s := b.m.Snapshot(); s.Extra != 0 {
			t.Errorf("%d extras are left", s.Extra)
		}
	})
}
