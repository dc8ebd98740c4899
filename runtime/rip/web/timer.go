package web

import (
	"math"
	"strconv"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// timeout is what setTimeout and its like return: an object that becomes its
// id where a number is wanted, with ref and unref as apps written for node and
// bun expect of it.
type timeout struct {
	engine.Expandos
	id       int64
	delay    time.Duration
	repeat   bool
	callback goja.Callable
	args     []goja.Value
	context  any           // the asynchronous one, see engine.VM.AsyncContext
	timer    *engine.Timer // nil: immediate, or over
	over     bool
	unref    bool
}

// timeouts are the timers of one VM that may still fire.
type timeouts struct {
	vm    *engine.VM
	class *engine.Class[*timeout]
	live  map[int64]*timeout
	last  int64 // id

	resolved goja.Value    // a promise for queueMicrotask
	then     goja.Callable // Promise.prototype.then, as it was before the app could change it
}

// maxDelay is where delays overflow in every engine: beyond it they are 1 ms.
const maxDelay = 1<<31 - 1

func installTimers(vm *engine.VM) error {
	t := &timeouts{vm: vm, live: map[int64]*timeout{}}
	t.class = engine.NewClass[*timeout](vm, "Timeout", 0, nil)
	t.defineMembers()
	for name, set := range map[string]func(string, goja.FunctionCall) goja.Value{
		"setTimeout":   func(name string, call goja.FunctionCall) goja.Value { return t.set(name, call, false) },
		"setInterval":  func(name string, call goja.FunctionCall) goja.Value { return t.set(name, call, true) },
		"setImmediate": t.setImmediate,
	} {
		vm.DefineGlobal(name, vm.Function(name, 1, func(call goja.FunctionCall) goja.Value { return set(name, call) }))
	}
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		vm.DefineGlobal(name, vm.Function(name, 0, t.clear))
	}
	p, resolve, _ := vm.NewPromise()
	if err := resolve(goja.Undefined()); err != nil {
		return err
	}
	t.resolved = vm.ToValue(p)
	t.then, _ = goja.AssertFunction(t.resolved.(*goja.Object).Get("then"))
	vm.DefineGlobal("queueMicrotask", vm.Function("queueMicrotask", 1, t.queueMicrotask))
	return nil
}

func (t *timeouts) defineMembers() {
	vm := t.vm
	itself := func(change func(*timeout)) func(*timeout, goja.FunctionCall) goja.Value {
		return func(o *timeout, call goja.FunctionCall) goja.Value {
			change(o)
			return call.This
		}
	}
	t.class.Method("ref", 0, itself(func(o *timeout) { o.setUnref(false) }))
	t.class.Method("unref", 0, itself(func(o *timeout) { o.setUnref(true) }))
	t.class.Method("hasRef", 0, func(o *timeout, _ goja.FunctionCall) goja.Value { return vm.ToValue(!o.unref) })
	t.class.Method("close", 0, itself(t.stop))
	t.class.Method("refresh", 0, itself(func(o *timeout) {
		if o.timer != nil {
			o.timer.Stop()
			t.start(o)
		}
	}))
	number := vm.Function("[Symbol.toPrimitive]", 0, func(call goja.FunctionCall) goja.Value {
		return vm.ToValue(t.class.This(call.This, "[Symbol.toPrimitive]").id)
	})
	must(t.class.Prototype.DefineDataPropertySymbol(goja.SymToPrimitive, number, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// set is setTimeout and setInterval.
func (t *timeouts) set(name string, call goja.FunctionCall, repeat bool) goja.Value {
	o := t.add(name, call, 2)
	o.repeat = repeat
	// The delay is a long: NaN is 0, what does not fit wraps around. As in
	// other runtimes 0 means 1 ms and too long does not mean never.
	delay := call.Argument(1).ToNumber().ToFloat()
	if !(delay >= 1) || delay > maxDelay {
		delay = 1
	}
	o.delay = time.Duration(math.Trunc(delay)) * time.Millisecond
	t.start(o)
	return t.class.Wrap(o)
}

func (t *timeouts) setImmediate(name string, call goja.FunctionCall) goja.Value {
	o := t.add(name, call, 1)
	t.vm.Loop.Post(func() { t.fire(o) })
	return t.class.Wrap(o)
}

// add makes a timer that calls the first argument with those from the given one on.
func (t *timeouts) add(name string, call goja.FunctionCall, from int) *timeout {
	callback, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(t.vm.NewTypeError("%s: the first argument must be a function", name))
	}
	t.last++
	o := &timeout{id: t.last, callback: callback, context: t.vm.AsyncContext()}
	if len(call.Arguments) > from {
		o.args = append(o.args, call.Arguments[from:]...) // a copy: they are goja's stack
	}
	t.live[o.id] = o
	return o
}

func (t *timeouts) start(o *timeout) {
	o.timer = t.vm.Loop.After(o.delay, func() { t.fire(o) })
	o.timer.SetIdle(o.unref)
}

// setUnref says whether a script may end while the timer waits.
func (o *timeout) setUnref(unref bool) {
	o.unref = unref
	if o.timer != nil {
		o.timer.SetIdle(unref)
	}
}

func (t *timeouts) fire(o *timeout) {
	if o.over {
		return
	}
	if !o.repeat {
		o.over, o.timer = true, nil
		delete(t.live, o.id)
	}
	t.vm.WithAsyncContext(o.context, func() {
		_, err := o.callback(goja.Undefined(), o.args...)
		t.vm.Report(err)
	})
	if o.repeat && !o.over {
		t.start(o)
	}
}

// clear takes what set returned, or its id.
func (t *timeouts) clear(call goja.FunctionCall) goja.Value {
	if o := t.find(call.Argument(0)); o != nil {
		t.stop(o)
	}
	return goja.Undefined()
}

func (t *timeouts) find(v goja.Value) *timeout {
	if o, ok := t.class.Of(v); ok {
		return o
	}
	if goja.IsNumber(v) {
		return t.live[v.ToInteger()]
	}
	if goja.IsString(v) { // an id that went through a property name
		id, err := strconv.ParseInt(v.String(), 10, 64)
		if err == nil {
			return t.live[id]
		}
	}
	return nil
}

func (t *timeouts) stop(o *timeout) {
	o.over = true
	delete(t.live, o.id)
	if o.timer != nil {
		o.timer.Stop()
		o.timer = nil
	}
}

// queueMicrotask runs its argument after the current job, before any task.
func (t *timeouts) queueMicrotask(call goja.FunctionCall) goja.Value {
	callback, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(t.vm.NewTypeError("queueMicrotask: the argument must be a function"))
	}
	then := t.vm.ToValue(func(goja.FunctionCall) goja.Value {
		_, err := callback(goja.Undefined())
		t.vm.Report(err)
		return goja.Undefined()
	})
	mustCall(t.then(t.resolved, then))
	return goja.Undefined()
}
