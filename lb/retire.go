package lb

import (
	"context"
	"time"
)

// Retire stops accepting, and has each answer from now on be the last on its
// connection. It returns when all connections have ended, or with ctx. Unlike
// Shutdown it cuts off nobody who is between two requests and may be sending
// the next one: for that there has to be another process that accepts.
// Shutdown must follow.
func (s *Server) Retire(ctx context.Context) {
	s.closeListeners()
	s.goAway() // first, or answers would be last words to clients that get a goodbye
	s.retiring.Store(true)
	done := make(chan struct{})
	go func() { // ends with the last connection, by Shutdown at the latest
		s.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// leaving is whether clients shall begin nothing new.
func (s *Server) leaving() bool { return s.draining.Load() || s.retiring.Load() }

// lastCall is how long a closing listener still accepts: a connection that the
// kernel has completed would be reset otherwise.
const lastCall = 20 * time.Millisecond

// closeListeners has the accept loops end, which close their listeners.
func (s *Server) closeListeners() {
	s.mu.Lock()
	lns := s.lns
	s.lns = nil
	s.mu.Unlock()
	for _, ln := range lns {
		if d, ok := ln.(interface{ SetDeadline(time.Time) error }); ok {
			d.SetDeadline(time.Now().Add(lastCall))
		} else {
			ln.Close()
		}
	}
}
