// Package compiled turns Rip modules into JavaScript and remembers the result
// on disk, by content and compiler, so that a file is compiled once for all
// workers and all restarts.
package compiled

import (
	"log/slog"
	"sync"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/runtime/cachedir"
)

// Store compiles modules and keeps the JavaScript in a private directory. A
// cache that fails costs time only: what it has to say goes to the log, once.
// Safe for concurrent use, by several processes too.
type Store struct {
	cache   string // the directory that holds ours
	version string // of the compiler
	log     *slog.Logger
	cleaned sync.Once

	mu      sync.Mutex
	flights map[request]*flight
	warned  bool
}

// request is what makes two calls the same: mistakes name the path.
type request struct {
	path string
	key  key
}

// flight is a compilation that others wait for.
type flight struct {
	done chan struct{} // closed when code and err are there
	code []byte
	err  error
}

// NewStore returns the store of the user's cache directory, as cachedir.Of
// finds it. Nothing is touched before the first module.
func NewStore(environ []string, log *slog.Logger) (*Store, error) {
	cache, err := cachedir.Of(environ)
	if err != nil {
		return nil, err
	}
	return &Store{cache: cache, version: Version(), log: log, flights: map[request]*flight{}}, nil
}

// Compile returns the JavaScript of the Rip module src, each statement on its
// source line; path names it in the diag.List that is returned when something
// is wrong with it. Calls with the same source share one compilation.
func (s *Store) Compile(path string, src []byte) ([]byte, error) {
	r := request{path, s.key(src)}
	s.mu.Lock()
	if f, ok := s.flights[r]; ok {
		s.mu.Unlock()
		<-f.done // bounded by the compiler, which is linear and has no other input
		return f.code, f.err
	}
	f := &flight{done: make(chan struct{})}
	s.flights[r] = f
	s.mu.Unlock()

	f.code, f.err = s.compile(r.key, path, src)
	s.mu.Lock()
	delete(s.flights, r)
	s.mu.Unlock()
	close(f.done)
	return f.code, f.err
}

// compile looks into the cache first. Mistakes are not kept: they name the
// path, and whoever made one mends it.
func (s *Store) compile(k key, path string, src []byte) ([]byte, error) {
	dir, err := cachedir.Private(s.cache, "compiled")
	if err != nil {
		s.warn(err)
	} else {
		s.cleaned.Do(func() { cachedir.Clean(dir, keptFor) })
		if code, ok := read(dir, k); ok {
			return code, nil
		}
	}
	result, compileErr := compiler.Compile(src, compiler.Options{Path: path})
	if compileErr != nil {
		return nil, compileErr
	}
	if err == nil {
		if err := write(dir, k, result.Code); err != nil {
			s.warn(err)
		}
	}
	return result.Code, nil
}

// warn tells of the first failure; the others have the same cause.
func (s *Store) warn(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.warned {
		s.warned = true
		s.log.Warn("compiled Rip cannot be kept, so each start compiles it again; RIP_CACHE_DIR names another directory", "err", err)
	}
}
