package manager

import (
	"errors"
	goruntime "runtime"
	"sync"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// ErrSpawnerClosed says that Close was called.
var ErrSpawnerClosed = errors.New("no processes are started any more: the server is stopping")

// Spawner starts processes, all from one operating system thread of its own:
// Linux sends the parent-death signal when the thread that started a child
// ends, not the process (prctl(2), PR_SET_PDEATHSIG), and Go ends threads as
// it likes unless a goroutine is locked to one. Safe for concurrent use.
type Spawner struct {
	env    []string
	orders chan func()
	quit   chan struct{}
	gone   chan struct{}
	begin  sync.Once // work: an app whose workers are within the server needs no thread
	close  sync.Once
}

// NewSpawner returns a spawner whose processes get env, in the form
// "key=value", before the variables of their own command. The caller closes it.
func NewSpawner(env []string) *Spawner {
	return &Spawner{env: env, orders: make(chan func()), quit: make(chan struct{}), gone: make(chan struct{})}
}

// work never unlocks its thread, so the thread ends with it.
func (s *Spawner) work() {
	goruntime.LockOSThread()
	defer close(s.gone)
	for {
		select {
		case order := <-s.orders:
			order()
		case <-s.quit:
			return
		}
	}
}

// Start starts a process that dies when this one does: on Linux by signal,
// everywhere by the end of its standard input.
func (s *Spawner) Start(command runtime.Command, id string, out func(control.LogLine)) (Process, error) {
	type result struct {
		process *process
		err     error
	}
	results := make(chan result, 1)
	order := func() {
		p, err := start(command, s.env, id, out)
		results <- result{p, err}
	}
	if !s.do(order) {
		return nil, ErrSpawnerClosed
	}
	r := <-results
	if r.err != nil {
		return nil, r.err
	}
	return r.process, nil
}

// do runs order on the spawner's thread; false: it is closed.
func (s *Spawner) do(order func()) bool {
	s.begin.Do(func() { go s.work() }) // ends with Close
	select {
	case s.orders <- order:
		return true
	case <-s.quit:
		return false
	}
}

// Close ends the spawner's thread. On Linux that kills what it started and
// still runs; a manager that was stopped has left nothing.
func (s *Spawner) Close() {
	s.close.Do(func() { close(s.quit) })
	s.begin.Do(func() { close(s.gone) }) // it never began
	<-s.gone
}
