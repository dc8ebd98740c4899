// Package dashboard is the platform's web page: Preact in TypeScript under src,
// bundled into dist by `go tool mage dashboard` and embedded from there. It
// knows the platform by its HTTP API only.
package dashboard

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed all:dist
var bundle embed.FS

// policy lets the page load what came with it and speak to its own server,
// and nothing else: no inline script or style, no eval, no frame around it.
const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// handler is the dashboard over HTTP. Its files never change while it lives.
type handler struct {
	index file
	files map[string]file // by path, "/platform/assets/app-XY.js"
}

// Handler serves the dashboard: its page at / and at /platform with everything
// below, as the page finds its own way from its address; its files under
// /platform/assets. Other paths are 404. The answers are the same for everybody
// and tell nothing of the platform: the API asks for tokens, not the page.
func Handler() http.Handler {
	h := &handler{files: make(map[string]file)}
	for _, path := range paths() {
		content, err := bundle.ReadFile(path)
		if err != nil {
			panic(err) // embedded, and just listed
		}
		name := strings.TrimPrefix(path, "dist")
		h.files["/platform"+name] = newFile(name, content)
	}
	h.index = h.files["/platform/index.html"]
	return h
}

// paths are the bundle's files: "dist/index.html".
func paths() []string {
	var found []string
	_ = fs.WalkDir(bundle, "dist", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, path)
		}
		return err
	})
	return found
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the dashboard is only read; orders go to /api", http.StatusMethodNotAllowed)
		return
	}
	f, ok := h.find(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	f.serve(w, r)
}

// find is what is at path. A file that is not there is none: the page in its
// place would be run as a script.
func (h *handler) find(path string) (file, bool) {
	f, ok := h.files[path]
	switch {
	case ok:
		return f, true
	case strings.HasPrefix(path, "/platform/assets/"):
		return file{}, false
	case path == "/", path == "/platform", strings.HasPrefix(path, "/platform/"):
		return h.index, true
	}
	return file{}, false
}
