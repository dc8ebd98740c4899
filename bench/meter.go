package bench

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rip-server/rip-server/bench/procs"
)

// sampleEvery is how often memory is looked at: reading /proc costs the
// machine under test, a few hundred microseconds each time.
const sampleEvery = 500 * time.Millisecond

// meter watches what a stage costs while something is measured on it.
type meter struct {
	stage  *Stage
	began  time.Time
	first  reading
	memory []Memory
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// reading is CPU time at a moment.
type reading struct {
	balancer, workers time.Duration
	machine           procs.Usage
	memory            Memory
}

// watch starts metering; stop ends it. Where /proc is not to be had it meters
// nothing.
func watch(ctx context.Context, stage *Stage) (*meter, error) {
	m := &meter{stage: stage, began: time.Now()}
	first, err := m.read()
	if err != nil {
		return nil, err
	}
	m.first = first
	ctx, m.cancel = context.WithCancel(ctx)
	m.done.Go(func() { m.follow(ctx) }) // ends with stop, or ctx
	return m, nil
}

func (m *meter) follow(ctx context.Context) {
	ticker := time.NewTicker(sampleEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if now, err := m.read(); err == nil { // stop will meet the same error and tell it
				m.memory = append(m.memory, now.memory)
			}
		}
	}
}

// stop returns what was used since watch. load is what making the load cost.
func (m *meter) stop(load time.Duration) (CPU, []Memory, error) {
	m.cancel()
	m.done.Wait()
	last, err := m.read()
	if err != nil {
		return CPU{}, nil, err
	}
	used := CPU{
		Balancer: (last.balancer - m.first.balancer).Seconds(),
		Workers:  (last.workers - m.first.workers).Seconds(),
		Load:     load.Seconds(),
		Seconds:  last.memory.Seconds - m.first.memory.Seconds,
		Network:  (last.machine.Interrupts - m.first.machine.Interrupts).Seconds(),
	}
	all := (last.machine.Processes - m.first.machine.Processes).Seconds()
	used.Other = max(0, all-used.Balancer-used.Workers-used.Load)
	return used, append(m.memory, last.memory), nil
}

// read adds up the stage's processes.
func (m *meter) read() (reading, error) {
	balancer, workers, err := m.stage.processes()
	if errors.Is(err, procs.ErrUnsupported) {
		return reading{}, nil
	}
	if err != nil {
		return reading{}, err
	}
	machine, err := procs.Machine()
	r := reading{machine: machine, memory: Memory{Seconds: time.Since(m.began).Seconds()}}
	for _, p := range balancer {
		r.balancer += p.CPU
		r.workers += p.Reaped // workers that ended meanwhile
		r.memory.Balancer += p.RSS
	}
	for _, p := range workers {
		r.workers += p.CPU
		r.memory.Workers += p.RSS
	}
	return r, err
}
