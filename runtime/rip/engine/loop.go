package engine

import (
	"container/heap"
	"errors"
	"sync"
	"time"
)

// ErrIdle says that a VM waits for something that can never come: nothing is
// queued, no timer is set and no operation is under way.
var ErrIdle = errors.New("nothing is left that could settle it")

// ErrClosed says that the VM was closed while somebody waited in it.
var ErrClosed = errors.New("the VM was closed")

// Loop runs a VM's tasks one at a time, in the order they came: callbacks of
// timers and results of what goroutines did in the background. Whoever holds
// the VM in Until runs them; while nobody does, a goroutine of the loop's own
// does, so that timers and detached work go on between requests. Post and
// Pending.Done may be called by any goroutine, everything else only with the
// VM held.
type Loop struct {
	vm *VM

	mu       sync.Mutex
	tasks    []func()
	timers   timers
	alarm    *time.Timer // fires at the earliest of timers
	waited   int         // timers that are not idle
	pending  int         // operations under way
	attended bool        // somebody is inside VM.Do
	closed   error       // why nothing runs any more; nil while it does
	idlers   map[any]func()

	held  chan struct{} // wakes Until; one token
	idle  chan struct{} // wakes the loop's own goroutine; one token
	ended chan struct{} // its goroutine is gone
}

func newLoop(vm *VM) *Loop {
	l := &Loop{vm: vm, held: make(chan struct{}, 1), idle: make(chan struct{}, 1), ended: make(chan struct{})}
	go l.runIdle() // ends with Close
	return l
}

// Post queues task, which runs with the VM held. After Close it is dropped.
func (l *Loop) Post(task func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed != nil {
		return
	}
	l.tasks = append(l.tasks, task)
	l.wake()
}

// Pending is an operation under way, a fetch for example: as long as it is
// not done, Until waits for it.
type Pending struct {
	loop *Loop
	once sync.Once
}

// Begin counts one more operation under way. Its Done must be called.
func (l *Loop) Begin() *Pending {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending++
	return &Pending{loop: l}
}

// Done ends the operation and queues task, which delivers the result; nil
// when there is none. Only the first call counts. Any goroutine may call it.
func (p *Pending) Done(task func()) {
	p.once.Do(func() {
		l := p.loop
		l.mu.Lock()
		defer l.mu.Unlock()
		l.pending--
		if task != nil && l.closed == nil {
			l.tasks = append(l.tasks, task)
		}
		l.wake() // also without a task: Until may have to find out that nothing is left
	})
}

// After runs task once d has passed.
func (l *Loop) After(d time.Duration, task func()) *Timer {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &Timer{loop: l, at: time.Now().Add(d), task: task}
	heap.Push(&l.timers, t)
	l.note(t)
	l.setAlarm()
	return t
}

// Spent is whether nothing is left to do but idle timers: the end of a program
// that nobody sends requests to. It is for Until.
func (l *Loop) Spent() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.tasks) == 0 && l.waited == 0 && l.pending == 0
}

// Until runs tasks until done reports true. It fails with ErrIdle when that
// can never happen, and with the cause when the VM is closed or killed. The VM
// is held.
func (l *Loop) Until(done func() bool) error {
	for !done() {
		task, err := l.next()
		switch {
		case err != nil:
			return err
		case task != nil:
			l.vm.life.giveWay()
			l.vm.async.current = nil
			task()
		default:
			l.vm.life.pause()
			<-l.held
			l.vm.life.resume()
		}
	}
	return nil
}

// Close kills the VM and waits for the loop's goroutine, so it must not be
// called with the VM held. Operations under way end in vain.
func (l *Loop) Close() {
	l.vm.Kill(ErrClosed)
	<-l.ended
}

// end drops what is queued, for good.
func (l *Loop) end(cause error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed != nil {
		return
	}
	l.closed = cause
	l.tasks, l.timers = nil, nil
	if l.alarm != nil {
		l.alarm.Stop()
	}
	signal(l.held)
	signal(l.idle)
}

// next takes the oldest task that is due. Nil without an error: wait.
func (l *Loop) next() (func(), error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(time.Now())
	switch {
	case l.closed != nil:
		return nil, l.closed
	case len(l.tasks) > 0:
		task := l.tasks[0]
		l.tasks = l.tasks[1:]
		return task, nil
	case len(l.timers) == 0 && l.pending == 0:
		return nil, ErrIdle
	}
	l.setAlarm()
	return nil, nil
}

// runIdle runs what comes while nobody holds the VM.
func (l *Loop) runIdle() {
	defer close(l.ended)
	for range l.idle {
		if err := l.drain(); err != nil {
			return
		}
	}
}

// drain runs what is due. An error means that nothing ever will be again.
func (l *Loop) drain() error {
	l.vm.mu.Lock()
	defer l.vm.mu.Unlock()
	for {
		task, err := l.next()
		switch {
		case errors.Is(err, ErrIdle):
			l.tellIdlers()
			return nil
		case err == nil && task == nil:
			return nil
		case err != nil:
			return err
		}
		if err := l.vm.run(func() error { task(); return nil }); err != nil {
			return err
		}
	}
}

// OnIdle has fn called with the VM held each time that nothing is left to run by
// itself while nobody is in Do: what is awaited then can only come from outside.
// A nil fn ends that. key is the caller's. The VM is held.
func (l *Loop) OnIdle(key any, fn func()) {
	if fn == nil {
		delete(l.idlers, key)
		return
	}
	if l.idlers == nil {
		l.idlers = map[any]func(){}
	}
	l.idlers[key] = fn
}

func (l *Loop) tellIdlers() {
	for _, fn := range l.idlers {
		fn()
	}
}

// attend says whether somebody holds the VM in Do; what is left over when he
// leaves is the idle goroutine's.
func (l *Loop) attend(attended bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.attended = attended
	if !attended && (len(l.tasks) > 0 || len(l.timers) > 0) {
		l.wake()
	}
}

// wake tells whoever runs tasks now to look; l.mu is held.
func (l *Loop) wake() {
	if l.attended {
		signal(l.held)
	} else {
		signal(l.idle)
	}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it has one already
	}
}
