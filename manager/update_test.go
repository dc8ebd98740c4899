package manager

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// edition is an app's configuration after an update.
func edition(entry string) Config {
	return Config{
		App: runtime.App{Name: "app", Entry: entry}, Runtime: fakeRuntime{},
		MaxRequests: 100, BootTimeout: time.Second, DrainTimeout: time.Second,
	}
}

// entries are what the processes of the workers that live were started for.
func (b *bed) entries() (all string) {
	b.t.Helper()
	for _, w := range b.settle().Workers {
		if w.ID != "" {
			all += b.process(w.ID).entry + " "
		}
	}
	return strings.TrimSpace(all)
}

func twoOfOld(_ *bed, c *Config) { c.Workers, c.App.Entry = 2, "old" }

func TestUpdateRunsTheNewAppWithItsLimitsAndKeepsThem(t *testing.T) {
	inBed(t, twoOfOld, func(t *testing.T, b *bed) {
		b.traffic.require(2)
		if err := b.m.Update(t.Context(), edition("new")); err != nil {
			t.Fatal(err)
		}
		if got := b.entries(); got != "new new" || b.m.Snapshot().Version != 2 {
			t.Errorf("workers run %q as version %d", got, b.m.Snapshot().Version)
		}
		if after := b.traffic.record().added[2].RecycleAfter; after != 100 {
			t.Errorf("a worker of the new version is replaced after %d requests, want 100", after)
		}
		b.traffic.require(0)
		b.process("1-2").exit("exit code 1")
		b.pass(time.Second)
		if got := b.entries(); got != "new new" {
			t.Errorf("after a crash the workers run %q", got)
		}
	})
}

func TestUpdateThatFailsLeavesTheOldAppInEveryRespect(t *testing.T) {
	setup := func(b *bed, c *Config) {
		twoOfOld(b, c)
		b.behave = func(p *fakeProcess) {
			if p.entry == "broken" {
				p.says("cannot find module x")
				p.exit("exit code 1")
				return
			}
			b.mustJoin(p)
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		b.traffic.require(2)
		err := b.m.Update(t.Context(), edition("broken"))
		if err == nil || !strings.Contains(err.Error(), "cannot find module x") {
			t.Errorf("the error is %v, want what the worker said", err)
		}
		if got := b.entries(); got != "old old" {
			t.Errorf("workers run %q", got)
		}
		b.traffic.require(0)
		b.process("1-1").exit("exit code 1")
		b.pass(time.Second)
		if err := b.m.Reload(t.Context()); err != nil {
			t.Error(err)
		}
		if got := b.entries(); got != "old old" {
			t.Errorf("after a crash and a reload the workers run %q", got)
		}
	})
}

// A worker of the old version that dies while the new one boots is replaced by
// one of the old: the new one may never come up.
func TestWorkerLostDuringAnUpdateIsReplacedByItsOwnVersion(t *testing.T) {
	setup := func(b *bed, c *Config) {
		twoOfOld(b, c)
		b.behave = func(p *fakeProcess) {
			if p.entry == "slow" {
				time.Sleep(10 * time.Second) // beyond the boot timeout of edition
			}
			_ = b.join(p) // refused when it comes too late
		}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		answer := orderAsync(func(ctx context.Context) error {
			cfg := edition("slow")
			cfg.BootTimeout = 20 * time.Second
			return b.m.Update(ctx, cfg)
		})
		b.pass(time.Second)
		b.process("1-1").exit("exit code 1")
		b.pass(2 * time.Second)
		if got := b.entries(); got != "old slow old slow" && got != "slow old old slow" {
			t.Errorf("while the new version boots the workers run %q", got)
		}
		b.pass(20 * time.Second)
		if err := <-answer; err != nil {
			t.Error(err)
		}
		if got := b.entries(); got != "slow slow" {
			t.Errorf("after the update the workers run %q", got)
		}
	})
}

func TestParkedAppHasNoWorkersUntilItIsScaled(t *testing.T) {
	inBed(t, twoOfOld, func(t *testing.T, b *bed) {
		b.traffic.answerIn(time.Second)
		if err := b.m.Park(t.Context()); err != nil {
			t.Fatal(err)
		}
		if s := b.settle(); s.Desired != 0 || len(s.Workers) != 0 || s.LastError != "" {
			t.Errorf("parked: %+v", s)
		}
		b.pass(time.Minute)
		if n := len(b.ids()); n != 2 {
			t.Errorf("%d workers were started, want the first two alone", n)
		}
		for name, order := range map[string]func() error{
			"restart": func() error { return b.m.Restart(t.Context()) },
			"update":  func() error { return b.m.Update(t.Context(), edition("new")) },
		} {
			if err := order(); err != nil {
				t.Errorf("%s of a parked app: %v", name, err)
			}
		}
		if err := b.m.Scale(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
		if got := b.entries(); got != "new new new" {
			t.Errorf("woken, the workers run %q", got)
		}
	})
}

func TestScaleToNothingIsRefused(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		if err := b.m.Scale(t.Context(), 0); err == nil || !strings.Contains(err.Error(), "at least 1") {
			t.Errorf("got %v", err)
		}
		b.wants(4, 0, 0, 0)
	})
}
