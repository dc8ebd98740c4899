package web

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func performanceNatives(vm *engine.VM) natives {
	n := messageNatives(vm)
	n["now"] = func(goja.FunctionCall) goja.Value { return vm.ToValue(sinceOrigin(vm)) }
	n["origin"] = func(goja.FunctionCall) goja.Value {
		return vm.ToValue(float64(vm.State(originKey{}).(time.Time).UnixMicro()) / 1e3)
	}
	return n
}
