package bundle

import (
	"context"
	"sync"
	"time"
)

// retryUnchanged is when a build that failed is tried again although no file
// that it knows changed: what was missing may be somewhere it does not look.
const retryUnchanged = time.Second

// Source is an app's files and what was last built of them. Safe for
// concurrent use: the workers of an app share one.
type Source struct {
	mu      sync.Mutex // held while building: whoever comes meanwhile wants the result
	builder *builder
	watch   watch
	bundle  *Bundle
	failure error
	failed  time.Time
}

// NewSource returns the app's source. The caller closes it.
func NewSource(o Options) *Source { return &Source{builder: newBuilder(&o)} }

// Build returns the bundle of the files as they are now. While they do not
// change that is the same bundle, or the same failure, which costs no more than
// Changed. What is wrong with the files is an *Error.
func (s *Source) Build(ctx context.Context) (*Bundle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !s.changed() {
		return s.current()
	}
	b, err := s.builder.build()
	s.watch = newWatch(s.builder.graph)
	s.failure, s.failed = err, time.Now()
	if err != nil {
		return nil, err
	}
	if s.bundle == nil || s.bundle.Hash() != b.Hash() {
		s.bundle = b
	}
	return s.bundle, nil
}

// current is the last result; s.mu is held.
func (s *Source) current() (*Bundle, error) {
	if s.failure != nil {
		return nil, s.failure
	}
	return s.bundle, nil
}

// Changed is whether Build would build again. It costs a stat for each file of
// the app itself, but at most a twenty-fifth of the time.
func (s *Source) Changed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed()
}

// Close frees what esbuild keeps from one build to the next.
func (s *Source) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.builder.close()
}

// changed is Changed, with s.mu held.
func (s *Source) changed() bool {
	switch {
	case s.failure != nil:
		return time.Since(s.failed) >= retryUnchanged || s.watch.lookEverywhere()
	case s.bundle == nil:
		return true
	}
	return s.watch.look()
}
