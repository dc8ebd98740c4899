package worker

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// failure is what is known of an error: the answer in dev is made of it, by
// the bun runtime as by this one.
type failure struct {
	status int // of the answer
	title  string

	Name    string `json:"name"`
	Message string `json:"message"`
	Stack   string `json:"stack,omitempty"`
	File    string `json:"file,omitempty"` // absolute
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Excerpt string `json:"excerpt,omitempty"` // the lines around the place
}

// String is the failure as the log has it.
func (f *failure) String() string {
	if f.Stack != "" {
		return strings.TrimSpace(f.Stack)
	}
	return f.Name + ": " + f.Message
}

const (
	loadTitle    = "The app does not load"
	handlerTitle = "The handler failed"
)

// describeLoad describes why an app does not load.
func describeLoad(err error, dir string) *failure {
	f := &failure{status: 500, title: loadTitle, Name: "Error", Message: err.Error()}
	var wrong *bundle.Error
	var thrown *bundle.Thrown
	switch {
	case errors.As(err, &wrong) && len(wrong.Messages) > 0:
		first := wrong.Messages[0]
		f.Name, f.Message = "SyntaxError", strings.Join(append([]string{first.Text}, first.Notes...), "\n")
		f.Line, f.Column, f.Excerpt = first.Line, first.Column, first.Excerpt
		if first.File != "" {
			f.File = filepath.Join(dir, first.File)
		}
	case errors.As(err, &thrown):
		f.fromStack(thrown.Error(), dir)
	}
	return f
}

// describeEnd describes why a VM was killed.
func describeEnd(err error) *failure {
	f := &failure{status: 500, title: "The app was stopped", Name: "Stopped", Message: err.Error()}
	var exceeded *engine.Exceeded
	if errors.As(err, &exceeded) {
		f.status, f.Name = 503, "LimitExceeded"
	}
	return f
}

// fromStack takes name, message and place from a stack.
func (f *failure) fromStack(stack, dir string) {
	first, _, _ := strings.Cut(stack, "\n")
	if name, message, ok := strings.Cut(first, ": "); ok {
		f.Name, f.Message = name, message
	}
	f.Stack = trace.Clean(strings.TrimSpace(stack))
	for _, frame := range trace.Frames(f.Stack) {
		file := frame.File
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, file)
		}
		excerpt := bundle.Excerpt(file, frame.Line, frame.Column)
		if excerpt == "" {
			continue // the engine's own code
		}
		f.File, f.Line, f.Column, f.Excerpt = file, frame.Line, frame.Column, excerpt
		return
	}
}
