package appserver

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime/compiled"
)

// Compiler is what a control socket compiles Rip with: the compiler of this
// process, and the cache of compiled modules that environ names.
func Compiler(environ []string, log *slog.Logger) (control.Compiler, error) {
	store, err := compiled.NewStore(environ, log)
	if err != nil {
		return nil, err
	}
	return modules{store}, nil
}

// modules is the store of compiled modules as the control socket knows it.
type modules struct{ *compiled.Store }

func (m modules) Compile(_ context.Context, path string, src []byte) ([]byte, error) {
	code, err := m.Store.Compile(path, src)
	var found diag.List
	if !errors.As(err, &found) {
		return code, err
	}
	first, more := found.Brief()
	wrong := &control.CompileError{More: more}
	for _, d := range first {
		// The frame begins with place and message, which a reader may want elsewhere.
		_, frame, _ := strings.Cut(d.Frame(), "\n\n")
		wrong.Mistakes = append(wrong.Mistakes, control.Mistake{
			Path: d.Path, Line: d.Start.Line, Column: d.Start.Column, Message: d.Message, Frame: frame,
		})
	}
	return nil, wrong
}
