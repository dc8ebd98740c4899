package manager

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// Config is what a Manager works with. Fields without a default are required.
type Config struct {
	// App and Runtime say what to run, until Update says otherwise.
	App     runtime.App
	Runtime runtime.Runtime
	// Control is the path of the control socket that workers join.
	Control string
	// Socket returns the path of a worker's socket from its id.
	Socket func(id string) string
	// Workers is the number of slots to begin with, at least 1; see Scale and Park.
	Workers int

	// MaxRequests is after how many requests a worker is replaced, ±10 % so
	// that workers started together are not replaced together. 0 is never.
	MaxRequests int
	// MinAge is how long a worker has served at least when MaxRequests replaces
	// it. At full load it may reach them within a second, and starting its
	// replacement is what would take the machine's time then. 0 is no such rest.
	MinAge time.Duration
	// MaxAge is how long a worker lives, ±10 %. 0 is for ever.
	MaxAge time.Duration
	// MaxMemory is the resident memory in bytes beyond which a worker is
	// replaced; sampled once a second. 0 is no limit.
	MaxMemory int64
	// Surge is how many replacements may be under way at once, from start of
	// the new worker to death of the old. Default 1. More makes restarts
	// faster and takes memory for that many more workers.
	Surge int

	// BootTimeout is how long a worker may take to join. Default 15 s.
	BootTimeout time.Duration
	// DrainTimeout is how long a retired worker may take to finish its request. Default 30 s.
	DrainTimeout time.Duration
	// StopGrace is how long an idle worker may take to exit after SIGTERM
	// before it is killed. Default 5 s.
	StopGrace time.Duration
	// HungGrace is the same for a worker that hung or talked nonsense; it
	// holds nothing worth waiting for. Default 2 s.
	HungGrace time.Duration

	// Starter makes processes; a *Spawner outside tests.
	Starter Starter
	// Traffic is told which workers may serve.
	Traffic Traffic
	// Observer is told what happens. Default: nobody is.
	Observer Observer
	// Output gets the workers' output line by line, from several goroutines.
	// While it blocks, lines are dropped and counted. Default: nobody reads it.
	Output func(control.LogLine)
	// Memory measures the resident bytes of a process. Default: from /proc on Linux.
	Memory func(pid int) (int64, error)
	// Jitter returns numbers in [0,1) that spread backoff and recycling. Default: random.
	Jitter func() float64
}

const (
	defaultBoot  = 15 * time.Second
	defaultDrain = 30 * time.Second
)

// complete fills in defaults and refuses what cannot work.
func (c Config) complete() (Config, error) {
	switch {
	case c.Runtime == nil || c.Starter == nil || c.Traffic == nil || c.Socket == nil:
		return c, errors.New("manager: Runtime, Starter, Traffic and Socket are required")
	case c.Workers < 1:
		return c, fmt.Errorf("manager: %d workers are wanted, it takes at least 1", c.Workers)
	case c.MaxRequests < 0 || c.MinAge < 0 || c.MaxAge < 0 || c.MaxMemory < 0:
		return c, errors.New("manager: limits for recycling cannot be negative (0 is no limit)")
	}
	c.Surge = max(c.Surge, 1)
	defaultTo(&c.BootTimeout, defaultBoot)
	defaultTo(&c.DrainTimeout, defaultDrain)
	defaultTo(&c.StopGrace, 5*time.Second)
	defaultTo(&c.HungGrace, 2*time.Second)
	if c.Observer == nil {
		c.Observer = func(Event) {}
	}
	if c.Output == nil {
		c.Output = func(control.LogLine) {}
	}
	if c.Memory == nil {
		c.Memory = ResidentMemory
	}
	if c.Jitter == nil {
		c.Jitter = rand.Float64
	}
	return c, nil
}

func defaultTo(d *time.Duration, value time.Duration) {
	if *d <= 0 {
		*d = value
	}
}

// around spreads n by ±10 %.
func (c Config) around(n float64) float64 { return n * (0.9 + 0.2*c.Jitter()) }
