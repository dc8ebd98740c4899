package manager

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// orderAsync gives an order and returns where its answer comes.
func orderAsync(run func(context.Context) error) <-chan error {
	answer := make(chan error, 1)
	go func() { answer <- run(context.Background()) }()
	return answer
}

// slowReplacements makes all but the first generation take a second to boot.
func slowReplacements(b *bed, _ *Config) {
	b.behave = func(p *fakeProcess) {
		if p.id[2:] != "1" {
			time.Sleep(time.Second)
		}
		b.mustJoin(p)
	}
	b.traffic.answerIn(500 * time.Millisecond)
}

func TestRestartReplacesAllOneByOneWithoutADip(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		b.traffic.require(4)
		if err := b.m.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := b.settle()
		if s.Ready != 4 || s.Extra != 0 || s.Restarts[Restart] != 4 || s.Version != 1 {
			t.Errorf("after the restart: %+v", s)
		}
		if b.most() != 5 {
			t.Errorf("%d processes ran at once, want 5", b.most())
		}
		b.traffic.require(0)
	})
}

func TestRestartWithSurgeIsFasterWithinItsBound(t *testing.T) {
	setup := func(b *bed, c *Config) { slowReplacements(b, c); c.Surge = 2 }
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(4)
		begin := time.Now()
		if err := b.m.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 3*time.Second || b.most() != 6 {
			t.Errorf("took %v with %d processes at once, want 3s with 6", took, b.most())
		}
		b.traffic.require(0)
	})
}

func TestRestartEndsAtTheFirstWorkerThatFailsAndKeepsTheRest(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			if p.id == "2-2" {
				p.says("SyntaxError in index.ts")
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(4)
		err := b.m.Restart(t.Context())
		if err == nil || !strings.Contains(err.Error(), "1 of 4") || !strings.Contains(err.Error(), "SyntaxError in index.ts") {
			t.Errorf("the error is %v, want the count and the reason", err)
		}
		b.wants(4, 0, 0, 0)
		if !slices.Equal(b.traffic.record().retired, []string{"1-1"}) {
			t.Errorf("retired %v, want 1-1 alone", b.traffic.record().retired)
		}
		b.traffic.require(0)
	})
}

func TestRestartCutsABackoffShort(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	setup := func(b *bed, c *Config) {
		c.Workers = 2
		b.behave = func(p *fakeProcess) {
			if broken.Load() && p.id[0] == '2' {
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.pass(20 * time.Second)
		b.wants(1, 0, 0, 1)
		broken.Store(false)
		begin := time.Now()
		if err := b.m.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 0 {
			t.Errorf("the restart waited %v for the backoff", took)
		}
		b.wants(2, 0, 0, 0)
	})
}

func TestRestartRenewsAWorkerThatWasStartingBeforeIt(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(p *fakeProcess) {
			if p.id != "1-1" {
				b.mustJoin(p)
			}
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.wants(0, 1, 0, 0)
		if err := b.m.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.wants(1, 0, 0, 0)
	})
}

func TestCrashOfAnOldWorkerDuringRestartIsMadeGood(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		answer := orderAsync(b.m.Restart)
		b.pass(100 * time.Millisecond)
		b.process("4-1").exit("exit code 1")
		if err := <-answer; err != nil {
			t.Fatal(err)
		}
		b.wants(4, 0, 0, 0)
	})
}

func TestReloadCutsOverWhenAllHaveJoinedAndThenDrainsTheOld(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		b.traffic.require(4)
		if err := b.m.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := b.settle()
		if s.Version != 2 || s.Ready != 4 || s.Extra != 0 || s.Restarts[Reload] != 4 {
			t.Errorf("after the reload: %+v", s)
		}
		log := b.traffic.record().log[5:] // after the first activation and four adds
		cut := slices.Index(log, "activate 2")
		if cut != 4 || len(log) != 9 {
			t.Errorf("want four adds, the activation and four retirements, got %v", log)
		}
		b.traffic.require(0)
	})
}

func TestFailedVersionKeepsTheOldUntouched(t *testing.T) {
	for name, fail := range map[string]func(b *bed, p *fakeProcess){
		"exits before it joins": func(_ *bed, p *fakeProcess) { p.says("cannot find module"); p.exit("exit code 1") },
		"never joins":           func(_ *bed, p *fakeProcess) { p.says("cannot find module") },
		"joins and exits":       func(b *bed, p *fakeProcess) { b.mustJoin(p); p.says("cannot find module"); p.exit("exit code 1") },
	} {
		t.Run(name, func(t *testing.T) {
			setup := func(b *bed, _ *Config) {
				b.behave = func(p *fakeProcess) {
					switch p.id {
					case "3-2":
						fail(b, p)
					case "4-2":
						time.Sleep(14 * time.Second)
						_ = b.join(p) // refused where the version was given up by then
					default:
						_ = b.join(p) // the same
					}
				}
			}
			inBed(t, setup, func(t *testing.T, b *bed) {
				b.traffic.require(4)
				err := b.m.Reload(t.Context())
				if err == nil || !strings.Contains(err.Error(), "version 1 stays") || !strings.Contains(err.Error(), "cannot find module") {
					t.Errorf("the error is %v, want what stays and why", err)
				}
				s := b.pass(30 * time.Second)
				if s.Ready != 4 || s.Extra != 0 || s.Version != 1 || len(b.traffic.record().retired) > 3 {
					t.Errorf("after the failed reload: %+v, retired %v", s, b.traffic.record().retired)
				}
				for _, id := range b.traffic.record().retired {
					if strings.HasSuffix(id, "-1") {
						t.Errorf("%s of the old version was retired", id)
					}
				}
				if err := b.m.Restart(t.Context()); err != nil {
					t.Errorf("a restart after it: %v", err)
				}
				b.traffic.require(0)
			})
		})
	}
}

func TestReloadHealsAnAppThatIsInBackoff(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			if broken.Load() {
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.pass(20 * time.Second)
		b.wants(0, 0, 0, 4)
		broken.Store(false)
		if err := b.m.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.wants(4, 0, 0, 0)
		b.pass(time.Minute)
		b.wants(4, 0, 0, 0)
	})
}

func TestOneOrderWaitsAndAThirdIsRefused(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		first := orderAsync(b.m.Restart)
		b.settle()
		second := orderAsync(func(ctx context.Context) error { return b.m.Scale(ctx, 2) })
		b.settle()
		err := b.m.Reload(t.Context())
		if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "scale to 2 waits") {
			t.Errorf("the third got %v, want ErrBusy with what waits", err)
		}
		if b.settle().Desired != 4 {
			t.Error("the scale did not wait for the restart")
		}
		if err := errors.Join(<-first, <-second); err != nil {
			t.Error(err)
		}
		b.wants(2, 0, 0, 0)
	})
}

func TestCallerThatLeavesDoesNotEndItsOrder(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := b.m.Restart(ctx); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "goes on") {
			t.Errorf("got %v", err)
		}
		s := b.pass(10 * time.Second)
		if s.Restarts[Restart] != 4 || s.Rollout != "" {
			t.Errorf("%d were replaced, under way is %q", s.Restarts[Restart], s.Rollout)
		}
	})
}

func TestScaleUpIsDoneWhenTheNewWorkersServe(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			if p.id[0] > '4' {
				time.Sleep(time.Second)
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		if err := b.m.Scale(t.Context(), 6); err != nil {
			t.Fatal(err)
		}
		b.wants(6, 0, 0, 0)
	})
}

func TestScaleDownRetiresTheHighestSlotsWhoseRequestsFinish(t *testing.T) {
	inBed(t, slowReplacements, func(t *testing.T, b *bed) {
		b.traffic.answerIn(3 * time.Second)
		begin := time.Now()
		if err := b.m.Scale(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took != 3*time.Second {
			t.Errorf("took %v, want the 3s of the requests in flight", took)
		}
		b.wants(2, 0, 0, 0)
		retired := slices.Sorted(slices.Values(b.traffic.record().retired))
		if !slices.Equal(retired, []string{"3-1", "4-1"}) {
			t.Errorf("retired %v", retired)
		}
		if err := b.m.Scale(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
		if !b.wasStarted("3-2") {
			t.Errorf("worker ids repeat: %v", b.ids())
		}
	})
}

func TestScaleUpReportsAFailureButGoesOnTrying(t *testing.T) {
	setup := func(b *bed, _ *Config) {
		b.behave = func(p *fakeProcess) {
			if p.id == "5-1" {
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		if err := b.m.Scale(t.Context(), 5); err == nil || !strings.Contains(err.Error(), "worker 5-1") {
			t.Errorf("got %v", err)
		}
		b.pass(time.Second)
		b.wants(5, 0, 0, 0)
	})
}
