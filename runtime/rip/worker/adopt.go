package worker

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// adoptSource is what api.Adopt makes, written by "go tool mage api".
//
//go:embed adopt.js
var adoptSource string

// adoption is the function that finds an app's handler: the same as bun's workers have.
var adoption = engine.NewScript("rip:adopt", adoptSource)

// adopt finds the handler in an entry module's exports. The error names what
// is there and what is expected. The VM is held.
func adopt(vm *engine.VM, exports *goja.Object, entry string) (*web.Handler, error) {
	fn, err := adoption.Run(vm)
	if err != nil {
		return nil, err
	}
	find, ok := goja.AssertFunction(fn)
	if !ok {
		return nil, fmt.Errorf("adopt.ts has no function adopt but %v", fn)
	}
	served := goja.Undefined()
	if options := servedBy(vm); options != nil {
		served = options
	}
	found, err := find(goja.Undefined(), exports, vm.ToValue(entry), served)
	var thrown *goja.Exception
	switch {
	case errors.As(err, &thrown): // its stack is in our own code, and tells nobody anything
		return nil, errors.New(thrown.Value().ToObject(vm.Runtime).Get("message").String())
	case err != nil:
		return nil, err
	}
	app := found.ToObject(vm.Runtime)
	return web.NewHandler(vm, app.Get("handle"), nil, app.Get("websocket"))
}

// servedBy is what the entry has left elsewhere than in its exports: it called
// Bun.serve, or registered routes with @rip/api; nil when it did neither.
func servedBy(vm *engine.VM) goja.Value {
	if options := served(vm); options != nil {
		return options
	}
	symbol, err := appSymbol.Run(vm)
	if err != nil {
		return nil
	}
	return vm.GlobalObject().GetSymbol(symbol.(*goja.Symbol))
}

var appSymbol = engine.NewScript("rip:app", `Symbol.for("rip.app")`)

func isFunction(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}
