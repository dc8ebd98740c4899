package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// Shipped is a module that comes with the runtime: programs that Ship has made
// before this one was built, so that esbuild has no part in them. Whatever number
// of apps import it, each is compiled once, when it is first needed, and an edit
// of an app does not touch it. What it exports must not be assigned again, and it
// must not await at its top level. Safe for concurrent use; a nil Shipped is no
// module.
type Shipped struct {
	name  string
	files fs.FS
	parts map[string]func() (*goja.Program, error) // compiled once
}

// NewShipped returns the module that apps import by that name, out of the files
// that Ship made.
func NewShipped(name string, files fs.FS) (*Shipped, error) {
	s := &Shipped{name: name, files: files, parts: map[string]func() (*goja.Program, error){}}
	found, err := fs.Glob(files, "*.js")
	if err != nil {
		return nil, err
	}
	for _, file := range found {
		part := name + "/" + strings.TrimSuffix(file, path.Ext(file))
		if file == partFile(name, name) {
			part = name
		}
		s.parts[part] = sync.OnceValues(func() (*goja.Program, error) { return s.compile(part, file) })
	}
	return s, nil
}

// is whether an import means the module.
func (s *Shipped) is(specifier string) bool { return s != nil && specifier == s.name }

// has is whether the module has a part of that name.
func (s *Shipped) has(part string) bool { return s != nil && s.parts[part] != nil }

// compile makes the program of a part.
func (s *Shipped) compile(part, file string) (*goja.Program, error) {
	text, err := fs.ReadFile(s.files, file)
	if err != nil {
		return nil, err
	}
	program := banner + string(text) + footer
	parsed, _, err := parse(nsModule+":"+part, program)
	if err != nil {
		return nil, err
	}
	mend(parsed, program, nil)
	return goja.CompileAST(parsed, true)
}

// standIn is the module's place in an app. It has a variable for each export, so
// that using one costs nothing more than within one program; esbuild leaves those
// out that the app does not use, and so the parts that have them.
func (s *Shipped) standIn() (api.OnLoadResult, error) {
	index, err := fs.ReadFile(s.files, exportsFile)
	var owners map[string]string
	if err == nil {
		err = json.Unmarshal(index, &owners)
	}
	if err != nil {
		return api.OnLoadResult{}, fmt.Errorf("read what %s exports: %w", s.name, err)
	}
	var text strings.Builder
	for i, name := range slices.Sorted(maps.Keys(owners)) {
		fmt.Fprintf(&text, "const e%d = /* @__PURE__ */ __rip_vendor(%s, %s); export { e%d as %s };\n",
			i, literal(owners[name]), literal(name), i, name)
	}
	fmt.Fprintf(&text, "__rip_vendor(%s);\n", literal(s.name)) // an import for its effects alone
	return javaScript(text.String()), nil
}

// shippedName is a name of a part of what is shipped, or all of it.
func (h *host) shippedName(part string, name goja.Value) goja.Value {
	exports, ok := h.shipped[part]
	if !ok {
		var err error
		if exports, err = h.evaluateShipped(part); err != nil {
			panic(h.vm.NewGoError(err))
		}
		h.shipped[part] = exports
	}
	if goja.IsUndefined(name) {
		return exports
	}
	return exports.Get(name.String())
}

// evaluateShipped runs a part and returns its exports.
func (h *host) evaluateShipped(part string) (*goja.Object, error) {
	program, err := h.options.Shipped.parts[part]()
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", part, err)
	}
	exports, err := (&host{vm: h.vm, options: h.options, shipped: h.shipped}).run(program)
	var thrown *Thrown
	if errors.As(err, &thrown) {
		return nil, fmt.Errorf("%s: %w", part, err)
	}
	return exports, err
}
