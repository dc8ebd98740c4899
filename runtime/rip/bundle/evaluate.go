package bundle

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// Evaluate runs the app's modules in vm, which is held, and returns the entry
// module's namespace: its exports as they are at each moment. It waits for
// what the modules await at their top level. What they throw is a *Thrown.
func (b *Bundle) Evaluate(vm *engine.VM) (*goja.Object, error) {
	host := &host{vm: vm, options: b.options, shipped: map[string]*goja.Object{}}
	if b.packages != nil {
		var err error
		if host.packages, err = host.run(b.packages.code); err != nil {
			return nil, err
		}
	}
	return host.run(b.app.code)
}

// Thrown is what a module threw, or rejected with, while it was evaluated.
type Thrown struct {
	Value goja.Value
	stack string // while the VM was held
}

// Error is the stack of the error that was thrown, which begins with its name
// and message, or the value as a string.
func (t *Thrown) Error() string { return t.stack }

func newThrown(value goja.Value) *Thrown {
	if o, ok := value.(*goja.Object); ok {
		if stack, ok := o.Get("stack").(goja.String); ok {
			return &Thrown{value, trace.Clean(stack.String())}
		}
	}
	return &Thrown{value, value.String()}
}

// host is what a program gets as its arguments.
type host struct {
	vm        *engine.VM
	options   *Options
	packages  *goja.Object            // what the packages' program handed over
	shipped   map[string]*goja.Object // what parts of Options.Shipped did, once they were needed
	namespace *goja.Object            // what the program that ran last did
}

// run runs one program to its end.
func (h *host) run(program *goja.Program) (*goja.Object, error) {
	value, err := h.vm.RunProgram(program)
	if err != nil {
		return nil, err
	}
	start, ok := goja.AssertFunction(value)
	if !ok {
		return nil, errors.New("the bundle is no function")
	}
	result, err := start(goja.Undefined(), h.arguments()...)
	if err != nil {
		return nil, err
	}
	if err := h.attend(result.(*goja.Object)); err != nil {
		return nil, err
	}
	if err := h.settle(result.Export().(*goja.Promise)); err != nil {
		return nil, err
	}
	return h.namespace, nil
}

// attend gives a program's promise a handler: what it is rejected with is
// returned, and must not be reported as what nobody listens to besides.
func (h *host) attend(promise *goja.Object) error {
	then, _ := goja.AssertFunction(promise.Get("then"))
	_, err := then(promise, goja.Undefined(), h.vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() }))
	return err
}

// arguments are those that banner names.
func (h *host) arguments() []goja.Value {
	return []goja.Value{
		h.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			h.namespace = call.Argument(0).ToObject(h.vm.Runtime)
			return goja.Undefined()
		}),
		h.vm.ToValue(h.meta),
		h.vm.ToValue(h.builtin),
		h.vm.ToValue(h.vendor),
		h.vm.ToValue(h.require),
		h.vm.ToValue(cleaned),
		h.vm.ToValue(h.awaited),
		h.vm.ToValue(h.rename),
	}
}

// vendor is the exports of a module that is in another program; of what is shipped
// the second argument names one of them.
func (h *host) vendor(call goja.FunctionCall) goja.Value {
	path := call.Argument(0).String()
	if h.options.Shipped.has(path) {
		return h.shippedName(path, call.Argument(1))
	}
	return h.packages.Get(path)
}

// settle waits for the end of a program.
func (h *host) settle(promise *goja.Promise) error {
	err := h.vm.Loop.Until(func() bool { return promise.State() != goja.PromiseStatePending })
	if err != nil {
		return fmt.Errorf("an await at the top level of a module: %w", err)
	}
	if promise.State() == goja.PromiseStateRejected {
		return newThrown(promise.Result())
	}
	return nil
}
