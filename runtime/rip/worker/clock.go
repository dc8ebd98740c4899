package worker

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// giveClock gives @rip/api a clock in milliseconds. It wants one for each request,
// and performance.now would have every app load events, clones and observers.
func giveClock(vm *engine.VM) error {
	symbol, err := clockSymbol.Run(vm)
	if err != nil {
		return err
	}
	began := time.Now()
	now := vm.Function("now", 0, func(goja.FunctionCall) goja.Value {
		return vm.ToValue(float64(time.Since(began).Nanoseconds()) / 1e6)
	})
	return vm.GlobalObject().DefineDataPropertySymbol(symbol.(*goja.Symbol), now, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

var clockSymbol = engine.NewScript("rip:clock", `Symbol.for("rip.clock")`)
