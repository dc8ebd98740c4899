package workercheck

import (
	"errors"
	"fmt"
	"time"
)

const noSlowPath = "give a path that takes half a second or more with --slow-path"

// slow is a request in flight.
type slow struct {
	answer chan slowAnswer
}

type slowAnswer struct {
	answer
	err error
}

// begin sends a request for the slow path and gives it time to reach the
// handler. Its goroutine ends with the answer, which patience bounds.
func (s *session) begin(w *worker) slow {
	f := slow{make(chan slowAnswer, 1)}
	go func() {
		a, err := w.askOnce(s.opts.SlowPath)
		f.answer <- slowAnswer{a, err}
	}()
	time.Sleep(begun)
	return f
}

// running says whether the answer is still out.
func (f slow) running() bool { return len(f.answer) == 0 }

// finishes waits for the answer.
func (f slow) finishes() error {
	a := <-f.answer
	if a.err != nil {
		return a.err
	}
	return a.well()
}

// oneInFlight proves that a second request is turned away, and that the
// worker is free again after the first.
func (s *session) oneInFlight(w *worker) {
	const busy, free = "answers a second request 503 with Rip-Worker-Busy", "is free again after the turn"
	if s.opts.SlowPath == "" {
		s.skip(busy, noSlowPath)
		s.skip(free, noSlowPath)
		return
	}
	first := s.begin(w)
	second, err := w.askOnce(s.opts.Path)
	if err == nil {
		err = second.turnedAway("Rip-Worker-Busy")
		if err != nil && !first.running() {
			err = fmt.Errorf("%s was answered before a second request could meet it; %s", s.opts.SlowPath, noSlowPath)
		}
	}
	s.verdict(busy, err)
	err = first.finishes()
	if err == nil {
		err = s.answers(w)
	}
	s.verdict(free, err)
}

// ends sends SIGTERM, with a request in flight where that can be had.
func (s *session) ends(w *worker) {
	const quits, drains, finishes = "sends quit on SIGTERM", "answers 503 with Rip-Worker-Draining while it ends", "finishes the request in flight"
	exits := "exits with 0"
	if s.opts.SlowPath == "" {
		w.signal(terminate)
		s.verdict(quits, s.quits(w))
		s.skip(drains, noSlowPath)
		s.skip(finishes, noSlowPath)
		s.verdict(exits, w.exits(patience, 0))
		return
	}
	first := s.begin(w)
	w.signal(terminate)
	s.verdict(quits, s.quits(w))
	other, err := w.askOnce(s.opts.Path)
	if err == nil {
		err = other.turnedAway("Rip-Worker-Draining")
	}
	s.verdict(drains, err)
	s.verdict(finishes, first.finishes())
	s.verdict(exits, w.exits(patience, 0))
}

func (s *session) quits(w *worker) error {
	select {
	case m := <-s.registry.quitted:
		return s.rightMember(m, w, false)
	case <-time.After(soon):
		return errors.New("no quit came")
	}
}
