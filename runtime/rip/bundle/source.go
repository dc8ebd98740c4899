package bundle

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/evanw/esbuild/pkg/api"
)

// retryUnchanged is when a build that failed is tried again although no file
// that it knows changed: what was missing may be somewhere it does not look.
const retryUnchanged = time.Second

// Source is an app's files and what was last built of them. Safe for
// concurrent use: the workers of an app share one.
type Source struct {
	options Options

	mu      sync.Mutex // held while building: whoever comes meanwhile wants the result
	esbuild api.BuildContext
	watch   watch
	bundle  *Bundle
	failure error
	failed  time.Time
}

// NewSource returns the app's source. The caller closes it.
func NewSource(o Options) *Source { return &Source{options: o} }

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
		return s.bundle, s.failure
	}
	b, err := s.build()
	s.failure, s.failed = err, time.Now()
	if err != nil {
		return nil, err
	}
	if s.bundle == nil || s.bundle.Hash() != b.Hash() {
		s.bundle = b
	}
	return s.bundle, nil
}

// Changed is whether Build would look at the files again. It costs a stat for
// each file of the app itself.
func (s *Source) Changed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed()
}

// Close frees what esbuild keeps from one build to the next.
func (s *Source) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.esbuild != nil {
		s.esbuild.Dispose()
		s.esbuild = nil
	}
}

// changed is Changed, with s.mu held.
func (s *Source) changed() bool {
	if s.bundle == nil && s.failure == nil {
		return true
	}
	if s.failure != nil && time.Since(s.failed) >= retryUnchanged {
		return true
	}
	return s.watch.changed(s.failure != nil)
}

// build builds what is there now; s.mu is held.
func (s *Source) build() (*Bundle, error) {
	g := newGraph(&s.options)
	defer func() { s.watch = newWatch(g) }()
	result := api.Build(settings(&s.options, entry(s.options.Entry), g.plugin()))
	if len(result.Errors) > 0 {
		return nil, g.failed(result.Errors)
	}
	text, mapping, err := outputs(result.OutputFiles)
	if err != nil {
		return nil, err
	}
	app, err := s.options.Programs.compile(programName, text, mapping)
	if err != nil {
		return nil, err
	}
	return &Bundle{options: &s.options, app: app, Warnings: g.messages(result.Warnings)}, nil
}

// programName is what stack traces call the code that no file has.
const programName = "bundle.js"

// entry is the module that hands over the app's module.
func entry(path string) string {
	return fmt.Sprintf("import * as app from %q;\n__rip(app);", path)
}

// outputs are esbuild's two: a program and its map.
func outputs(files []api.OutputFile) (text string, mapping []byte, err error) {
	if len(files) != 2 {
		return "", nil, fmt.Errorf("esbuild gave %d files, not a program and its map", len(files))
	}
	return string(files[1].Contents), files[0].Contents, nil
}
