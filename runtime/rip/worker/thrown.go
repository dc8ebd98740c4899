package worker

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/inspect"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// describeThrown describes what came out of a call into the app. The VM is held.
func describeThrown(vm *engine.VM, err error) *failure {
	f := &failure{status: 500, title: handlerTitle, Name: "Error", Message: err.Error()}
	var thrown *goja.Exception
	if !errors.As(err, &thrown) {
		return f
	}
	f.Message = "thrown: " + thrown.Value().String()
	o, ok := thrown.Value().(*goja.Object)
	if !ok {
		return f
	}
	f.fromStack(member(vm, o, "stack"), vm.Host.Dir)
	f.Stack += causes(vm, o)
	f.Name, f.Message = member(vm, o, "name"), member(vm, o, "message")
	if f.Name == "" {
		f.Name = "Error"
	}
	if f.Message == "" && f.Stack == "" { // no error at all
		f.Message = "thrown: " + shown(vm, o)
	}
	return f
}

// member is a property as text, empty when there is none. What a getter throws is
// not what we were asked about.
func member(vm *engine.VM, o *goja.Object, name string) (text string) {
	_ = vm.Try(func() {
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			text = v.String()
		}
	})
	return text
}

// mostCauses bounds how many errors behind an error are told; they may go in circles.
const mostCauses = 5

// causes are the errors behind an error: why it was thrown, and why that was.
func causes(vm *engine.VM, o *goja.Object) string {
	var b strings.Builder
	for range mostCauses {
		var cause goja.Value
		_ = vm.Try(func() { cause = o.Get("cause") })
		if cause == nil || goja.IsUndefined(cause) || goja.IsNull(cause) {
			break
		}
		var isObject bool
		if o, isObject = cause.(*goja.Object); !isObject {
			b.WriteString("\n[cause]: " + cause.String())
			break
		}
		text := trace.Clean(strings.TrimSpace(member(vm, o, "stack")))
		if text == "" {
			text = shown(vm, o)
		}
		b.WriteString("\n[cause]: " + text)
	}
	return b.String()
}

// shown is a value as the console shows it.
func shown(vm *engine.VM, v goja.Value) string {
	return inspect.New(vm.Runtime).Value(v, inspect.Defaults())
}
