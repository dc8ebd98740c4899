package es

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// installSymbols defines the well-known symbols that goja lacks. Go code that
// needs one reads it from Symbol.
func installSymbols(vm *engine.VM) error {
	constructor := vm.Get("Symbol").(*goja.Object)
	for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
		if constructor.Get(name) != nil {
			continue
		}
		symbol := goja.NewSymbol("Symbol." + name)
		if err := constructor.DefineDataProperty(name, symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}
