package bundle

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
)

// meta makes the import.meta of a module: (path relative to the app, whether
// it is the entry). Its properties are bun's.
func (h *host) meta(call goja.FunctionCall) goja.Value {
	file := filepath.Join(h.options.Dir, filepath.FromSlash(call.Argument(0).String()))
	meta := h.vm.NewObject()
	for name, value := range map[string]any{
		"url":      fileURL(file),
		"path":     file,
		"filename": file,
		"dir":      filepath.Dir(file),
		"dirname":  filepath.Dir(file),
		"file":     filepath.Base(file),
		"main":     call.Argument(1).ToBoolean(),
		"resolve":  func(call goja.FunctionCall) goja.Value { return h.resolve(file, call.Argument(0).String()) },
	} {
		_ = meta.Set(name, value) // a new plain object takes everything
	}
	_ = meta.DefineAccessorProperty("env", h.vm.ToValue(h.env), nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	return meta
}

// env is process.env as it is now.
func (h *host) env(goja.FunctionCall) goja.Value {
	process, ok := h.vm.Get("process").(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	return process.Get("env")
}

// resolve is import.meta.resolve: of a path, a URL, or a built-in module.
// Where a package is cannot be told once everything is one program.
func (h *host) resolve(from, specifier string) goja.Value {
	if name, ok := builtin(specifier); ok {
		return h.vm.ToValue(name)
	}
	switch {
	case strings.HasPrefix(specifier, "./"), strings.HasPrefix(specifier, "../"):
		return h.vm.ToValue(fileURL(filepath.Join(filepath.Dir(from), filepath.FromSlash(specifier))))
	case path.IsAbs(specifier):
		return h.vm.ToValue(fileURL(specifier))
	}
	if u, err := url.Parse(specifier); err == nil && u.IsAbs() {
		return h.vm.ToValue(u.String())
	}
	panic(h.vm.NewTypeError("import.meta.resolve(%q): the embedded runtime resolves paths and built-in modules, not packages", specifier))
}

func fileURL(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}
