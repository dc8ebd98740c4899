package bundle

import (
	"path/filepath"
	"sync"
)

// graph is what one build reads: the app's modules and its packages'.
type graph struct {
	options *Options

	mu    sync.Mutex // esbuild calls from several goroutines
	files map[string]stamp
}

func newGraph(o *Options) *graph { return &graph{options: o, files: map[string]stamp{}} }

// read reads a file and remembers what it was.
func (g *graph) read(path string) ([]byte, error) {
	stamp, text, err := readStamped(path)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.files[path] = stamp
	return text, err
}

// relative is how a file is named to people: from the app's directory.
func (g *graph) relative(path string) string {
	name, err := filepath.Rel(g.options.Dir, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(name)
}
