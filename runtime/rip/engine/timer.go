package engine

import (
	"container/heap"
	"time"
)

// Timer is a task for later.
type Timer struct {
	loop  *Loop
	at    time.Time
	task  func()
	index int // in the heap; -1 when it ran or was stopped
	idle  bool
}

// Stop keeps the task from running, if it has not run yet. The VM is held.
func (t *Timer) Stop() {
	t.loop.mu.Lock()
	defer t.loop.mu.Unlock()
	if t.index >= 0 && t.index < len(t.loop.timers) && t.loop.timers[t.index] == t {
		heap.Remove(&t.loop.timers, t.index)
		t.loop.forget(t)
	}
}

// SetIdle says whether the loop is Spent although the timer waits. The VM is
// held.
func (t *Timer) SetIdle(idle bool) {
	t.loop.mu.Lock()
	defer t.loop.mu.Unlock()
	if t.index >= 0 && t.idle != idle {
		t.loop.forget(t)
		t.idle = idle
		t.loop.note(t)
	}
}

// note counts a timer that has begun to wait, forget one that does no more; l.mu
// is held.
func (l *Loop) note(t *Timer) {
	if !t.idle {
		l.waited++
	}
}

func (l *Loop) forget(t *Timer) {
	if !t.idle {
		l.waited--
	}
}

// expire queues the tasks of the timers that are due; l.mu is held.
func (l *Loop) expire(now time.Time) {
	for len(l.timers) > 0 && !l.timers[0].at.After(now) {
		t := heap.Pop(&l.timers).(*Timer)
		l.forget(t)
		l.tasks = append(l.tasks, t.task)
	}
}

// setAlarm has the loop woken when the earliest timer is due; l.mu is held.
func (l *Loop) setAlarm() {
	if len(l.timers) == 0 || l.closed != nil {
		return
	}
	d := time.Until(l.timers[0].at)
	if l.alarm == nil {
		l.alarm = time.AfterFunc(d, func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.wake()
		})
		return
	}
	l.alarm.Reset(d)
}

// timers is a heap, the earliest first; of two at the same time the one set
// first (HTML, "timer initialization steps").
type timers []*Timer

func (t timers) Len() int           { return len(t) }
func (t timers) Less(i, j int) bool { return t[i].at.Before(t[j].at) }

func (t timers) Swap(i, j int) {
	t[i], t[j] = t[j], t[i]
	t[i].index, t[j].index = i, j
}

// Push is heap.Interface's.
func (t *timers) Push(x any) {
	timer := x.(*Timer)
	timer.index = len(*t)
	*t = append(*t, timer)
}

// Pop is heap.Interface's.
func (t *timers) Pop() any {
	last := (*t)[len(*t)-1]
	last.index = -1
	*t = (*t)[:len(*t)-1]
	return last
}
