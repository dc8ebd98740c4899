package workercheck

import (
	"context"
	"errors"
	"syscall"
)

const terminate = syscall.SIGTERM

// orphaned closes the worker's standard input, which is how it learns that
// the server is gone.
func (s *session) orphaned(ctx context.Context, w *worker) (goOn bool) {
	const rule = "exits when its standard input ends"
	if err := s.joins(ctx, w); err != nil {
		return s.verdict(rule, err)
	}
	w.stdin.Close()
	s.verdict(rule, w.exits(soon, -1))
	return true
}

// refused lets a worker join in vain.
func (s *session) refused(ctx context.Context, w *worker) (goOn bool) {
	const rule = "prints why and exits with 1 when its join is refused"
	err := s.joins(ctx, w)
	if err == nil {
		err = w.exits(soon, 1)
	}
	if err == nil && w.output.quote() == (&tail{}).quote() {
		err = errors.New("it printed nothing")
	}
	return s.verdict(rule, err)
}
