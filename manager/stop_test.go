package manager

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestStopLetsRequestsFinish(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		b.traffic.answerIn(3 * time.Second)
		begin := time.Now()
		if err := b.m.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 3*time.Second {
			t.Errorf("took %v, want 3s", took)
		}
		if s := b.m.Snapshot(); s.Desired != 0 || len(s.Workers) != 0 || !s.Stopping {
			t.Errorf("left: %+v", s)
		}
		for _, id := range b.ids() {
			p := b.process(id)
			if p.killed.Load() {
				t.Errorf("%s was killed", id)
			}
		}
	})
}

func TestStopEndsAfterDrainTimeoutAndGrace(t *testing.T) {
	setup := func(b *bed, c *Config) {
		b.behave = func(p *fakeProcess) { p.stubborn = true; b.mustJoin(p) }
		c.DrainTimeout, c.StopGrace = 10*time.Second, 5*time.Second
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.answerIn(time.Hour)
		begin := time.Now()
		if err := b.m.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 15*time.Second {
			t.Errorf("took %v, want 15s", took)
		}
		time.Sleep(time.Hour) // let the fake's timers go
	})
}

func TestSecondStopWithEndedContextKillsAtOnce(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) { p.stubborn = true; b.mustJoin(p) }
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.answerIn(20 * time.Second)
		begin := time.Now()
		first := orderAsync(b.m.Stop)
		b.pass(time.Second)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := errors.Join(b.m.Stop(ended), <-first); err != nil {
			t.Error(err)
		}
		if took := time.Since(begin); took != time.Second {
			t.Errorf("took %v, want 1s", took)
		}
		time.Sleep(time.Minute)
	})
}

func TestStopDuringARolloutAnswersItAndLeavesNothing(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			if p.id[2:] == "1" {
				b.mustJoin(p)
			}
		}
	}
	for name, give := range map[string]func(*Manager) func(context.Context) error{
		"restart": func(m *Manager) func(context.Context) error { return m.Restart },
		"reload":  func(m *Manager) func(context.Context) error { return m.Reload },
	} {
		t.Run(name, func(t *testing.T) {
			inBed(t, setup, func(t *testing.T, b *bed) {
				first := orderAsync(give(b.m))
				b.settle()
				second := orderAsync(b.m.Restart)
				b.settle()
				if err := b.m.Stop(t.Context()); err != nil {
					t.Error(err)
				}
				if err := <-first; !errors.Is(err, ErrStopped) {
					t.Errorf("the order under way got %v", err)
				}
				if err := <-second; !errors.Is(err, ErrStopped) {
					t.Errorf("the order that waited got %v", err)
				}
				if err := b.m.Restart(t.Context()); !errors.Is(err, ErrStopped) {
					t.Errorf("an order after the end got %v", err)
				}
			})
		})
	}
}

func TestStopInBackoffStartsNothingMore(t *testing.T) {
	setup := func(b *bed, _ *Config) { b.behave = func(p *fakeProcess) { p.exit("exit code 1") } }
	inBed(t, setup, func(t *testing.T, b *bed) {
		if err := b.m.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		n := len(b.ids())
		b.pass(time.Hour)
		if len(b.ids()) != n {
			t.Errorf("%d workers were started after Stop", len(b.ids())-n)
		}
	})
}

func TestCrashWhileStoppingIsNotMadeGood(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		b.traffic.answerIn(5 * time.Second)
		first := orderAsync(b.m.Stop)
		b.settle()
		b.wants(0, 0, 4, 0)
		b.process("1-1").exit("exit code 1")
		b.wants(0, 0, 3, 0)
		if err := <-first; err != nil {
			t.Error(err)
		}
		if b.wasStarted("1-2") {
			t.Error("a worker was started while stopping")
		}
	})
}

func TestWaitTellsWhenAllAreReady(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) { time.Sleep(time.Second); b.mustJoin(p) }
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		s, err := b.m.Wait(t.Context(), func(s Snapshot) bool { return s.Ready == s.Desired })
		if err != nil || s.Ready != 4 {
			t.Errorf("got %v, %v", s, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := b.m.Wait(ctx, func(Snapshot) bool { return false }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}
