package control

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// maxSource bounds a module that is to be compiled: generated data is the only
// Rip of this size, and up to maxConns of them may be on their way.
const maxSource = 16 << 20

// Compiler makes JavaScript of Rip modules, for workers that have no compiler
// of their own. It is called from many goroutines.
type Compiler interface {
	// Compile returns the JavaScript of src, which path names in mistakes. A
	// *CompileError says what is wrong with the module.
	Compile(ctx context.Context, path string, src []byte) ([]byte, error)
}

// CompileError is a module that cannot be compiled: the worker shows it to
// whoever wrote it.
type CompileError struct {
	Mistakes []Mistake // at least one
	More     int       // how many there are beyond these
}

// Mistake is one of them, ready to be shown.
type Mistake struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`   // from 1
	Column  int    `json:"column"` // from 1, in UTF-16 units
	Message string `json:"message"`
	// Frame is the source line with a caret under what is wrong, and the hint.
	Frame string `json:"frame"`
}

// Error is the first mistake.
func (e *CompileError) Error() string { return e.Mistakes[0].Path + ": " + e.Mistakes[0].Message }

// compileRefusal is the answer to a module with mistakes.
type compileRefusal struct {
	Result
	Mistakes []Mistake `json:"mistakes"`
	More     int       `json:"more,omitempty"`
}

// compile answers POST /compile?path=…: the body is the source of a Rip
// module, the answer its JavaScript, or 422 with what is wrong with it.
func (s *Server) compile(w http.ResponseWriter, r *http.Request) {
	code, err := s.compiled(r)
	var wrong *CompileError
	switch {
	case errors.As(err, &wrong):
		writeJSON(w, http.StatusUnprocessableEntity, compileRefusal{Result{Error: wrong.Error()}, wrong.Mistakes, wrong.More})
	case err != nil:
		s.refuse(w, r, err)
	default:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(code) // the worker left if this fails
	}
}

func (s *Server) compiled(r *http.Request) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, badRequest("method is %s: POST the source of a Rip module", r.Method)
	}
	path := r.URL.Query().Get("path")
	if path == "" {
		return nil, badRequest("path is missing: /compile?path=… names the file in messages")
	}
	src, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &Refusal{Status: http.StatusRequestEntityTooLarge, Reason: path + " is larger than 16 MiB, too large to be compiled: split it, or keep its data in JSON"}
	case err != nil:
		return nil, badRequest("the source of %s did not come whole: %v", path, err)
	}
	return s.opts.Compiler.Compile(r.Context(), path, src)
}
