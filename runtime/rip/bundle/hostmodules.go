package bundle

import (
	_ "embed"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

//go:embed missing.js
var missingSource string

// builtin is the exports of a built-in module. Of one that there is not, it is
// an object that says so when it is used: many packages import what they then
// do not need.
func (h *host) builtin(call goja.FunctionCall) goja.Value {
	name := call.Argument(0).String()
	if exports, ok := h.vm.Module(name); ok {
		return exports
	}
	exports, err := h.missing(name)
	if err != nil {
		panic(err)
	}
	return exports
}

// missing runs missing.js. It is compiled each time: that is rare, and short.
func (h *host) missing(name string) (goja.Value, error) {
	value, err := engine.NewScript("rip:missing", missingSource).Run(h.vm)
	if err != nil {
		return nil, err
	}
	standIn, _ := goja.AssertFunction(value)
	return standIn(goja.Undefined(), h.vm.ToValue(name))
}

// require is what is left for import() and require() of a path that is not a
// literal: built-in modules. Files cannot be found: they are not in the bundle.
func (h *host) require(call goja.FunctionCall) goja.Value {
	specifier := call.Argument(0).String()
	if name, ok := builtin(specifier); ok {
		return h.builtin(goja.FunctionCall{Arguments: []goja.Value{h.vm.ToValue(name)}})
	}
	panic(h.vm.NewTypeError("Cannot import %q: the embedded runtime bundles an app before it runs, "+
		"so the path of an import() or require() must be a string in the source", specifier))
}
