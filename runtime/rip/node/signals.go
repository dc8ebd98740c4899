package node

import (
	"sync/atomic"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// heard are the signals that the app has listeners for, a bit for each number.
type heard struct{ bits atomic.Uint64 }

// hears is called by process.js when that changes: with a name, and whether there
// are listeners now. Names of signals that this system has not are events as any.
func (h *host) hears(call goja.FunctionCall) goja.Value {
	number := unix.SignalNum(call.Argument(0).String())
	if number <= 0 || number >= 64 {
		return goja.Undefined()
	}
	if call.Argument(1).ToBoolean() {
		h.heard.bits.Or(1 << number)
	} else {
		h.heard.bits.And(^(1 << number))
	}
	return goja.Undefined()
}

// Signals returns the function that hands signals to the app, for a script; an
// app of a server gets none. It reports whether the app listens for that one: if
// it does not, the signal is to do what it does by default. As in node, listeners
// run when JavaScript gives way, and do not keep a script alive. The VM is held;
// the function may be called by any goroutine.
func Signals(vm *engine.VM) func(syscall.Signal) bool {
	h := vm.State(hostKey{}).(*host)
	return func(number syscall.Signal) bool {
		if number <= 0 || number >= 64 || h.heard.bits.Load()&(1<<number) == 0 {
			return false
		}
		vm.Loop.Post(func() { h.emitSignal(number) })
		return true
	}
}

func (h *host) emitSignal(number syscall.Signal) {
	process := h.load("process").(*goja.Object)
	emit, _ := goja.AssertFunction(process.Get("emit"))
	name := h.vm.ToValue(unix.SignalName(number))
	if _, err := emit(process, name, name, h.vm.ToValue(int(number))); err != nil {
		h.vm.Report(err)
	}
}
