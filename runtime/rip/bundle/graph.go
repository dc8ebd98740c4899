package bundle

import (
	"path/filepath"
	"sync"
)

// graph is what builds of one program read: the app's modules and its
// packages', or either.
type graph struct {
	options *Options
	// apart leaves packages where they are imported: there is no program
	// besides this one to have them.
	apart bool
	// standalone leaves to whoever loads the result what the runtime provides.
	standalone bool
	// commonJS is packages.commonJS of the packages as far as they are known.
	commonJS map[string]bool

	mu      sync.Mutex // esbuild calls from several goroutines
	files   map[string]stamp
	modules map[string]bool // of packages that are bundled apart, by path
}

func newGraph(o *Options) *graph {
	g := &graph{options: o}
	g.reset()
	return g
}

// reset forgets the last build.
func (g *graph) reset() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.files, g.modules = map[string]stamp{}, map[string]bool{}
}

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
