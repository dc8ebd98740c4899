// Package es puts into a VM what goja lacks of the language itself: functions of
// ES2023 to ES2026, \p{…} and the v flag of regular expressions, weak
// references, and a JSON.parse that is fast and exact. It must be the first
// feature of a VM, because the others build upon it.
package es

import (
	"embed"
	"fmt"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

//go:embed *.js
var sources embed.FS

// prelude are the scripts that every VM runs, in this order; nothing changes it.
// Each is a function of (define, native): define(target, {name() {…}}) adds the
// methods that target has not, as built-ins are: not enumerable.
var prelude = scripts("define", "string", "iterator", "collection", "promise", "object", "error", "buffer")

// Feature completes the language in vm.
func Feature(vm *engine.VM) error {
	if err := installSymbols(vm); err != nil {
		return err
	}
	if err := installJSON(vm); err != nil {
		return err
	}
	if err := installPromise(vm); err != nil {
		return err
	}
	installWeakRef(vm)
	installFinalizationRegistry(vm)
	if err := runPrelude(vm); err != nil {
		return err
	}
	installStacks(vm)
	return installRegExp(vm)
}

func scripts(names ...string) []*engine.Script {
	list := make([]*engine.Script, len(names))
	for i, name := range names {
		list[i] = script(name)
	}
	return list
}

// script is NAME.js of this package.
func script(name string) *engine.Script {
	return engine.NewScriptFrom("rip:es/"+name+".js", func() string {
		source, err := sources.ReadFile(name + ".js")
		if err != nil {
			panic(err) // it is embedded
		}
		return string(source)
	})
}

func runPrelude(vm *engine.VM) error {
	native := vm.NewObject()
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"detach": detach(vm), "isWellFormed": isWellFormed(vm), "toWellFormed": toWellFormed(vm), "cleanStack": cleanStack(vm),
	} {
		if err := native.Set(name, fn); err != nil {
			return err
		}
	}
	var define goja.Value
	for i, s := range prelude {
		value, err := call(vm, s, define, native)
		if err != nil {
			return err
		}
		if i == 0 {
			define = value
		}
	}
	return nil
}

func cleanStack(vm *engine.VM) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value { return vm.ToValue(trace.Clean(call.Argument(0).String())) }
}

// call calls the function that a script is.
func call(vm *engine.VM, s *engine.Script, args ...goja.Value) (goja.Value, error) {
	value, err := s.Run(vm)
	if err != nil {
		return nil, err
	}
	body, ok := goja.AssertFunction(value)
	if !ok {
		return nil, fmt.Errorf("a script of the language's prelude is not a function")
	}
	if len(args) > 0 && args[0] == nil {
		args[0] = goja.Undefined()
	}
	return body(goja.Undefined(), args...)
}

// must is for definitions on objects that we have just made.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
