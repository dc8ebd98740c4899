package bunbridge_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// compile answers POST /compile as docs/worker-contract.md has it.
func (c *controlServer) compile(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Query().Get("path")
	src, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the body did not come", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	c.compiled = append(c.compiled, path)
	c.mu.Unlock()
	result, err := compiler.Compile(src, compiler.Options{Path: path})
	var found diag.List
	if errors.As(err, &found) {
		var mistakes []map[string]any
		for _, d := range found {
			_, frame, _ := strings.Cut(d.Frame(), "\n\n")
			mistakes = append(mistakes, map[string]any{
				"path": d.Path, "line": d.Start.Line, "column": d.Start.Column, "message": d.Message, "frame": frame,
			})
		}
		w.WriteHeader(http.StatusUnprocessableEntity)
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": err.Error(), "mistakes": mistakes})
		return
	}
	_, _ = w.Write(result.Code)
}

// takeCompiled returns the paths that were compiled since the last call.
func (c *controlServer) takeCompiled() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	paths := c.compiled
	c.compiled = nil
	return paths
}
