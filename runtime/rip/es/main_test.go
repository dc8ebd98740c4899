package es_test

import (
	"io"
	"testing"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newVM is a VM with the language completed and nothing else.
func newVM(t testing.TB) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, es.Feature)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}

// evaluate returns the string that an expression has for its value, or what it
// threw; of a promise, what it comes to.
func evaluate(t testing.TB, vm *engine.VM, expression string) string {
	t.Helper()
	var text string
	err := vm.Do(func() error {
		value, err := vm.RunString("(() => { return " + expression + "\n})()")
		if err != nil {
			if thrown, ok := err.(*goja.Exception); ok {
				text = thrown.Value().String()
				return nil
			}
			return err
		}
		if promise, ok := value.Export().(*goja.Promise); ok {
			value = promise.Result()
		}
		text = value.String()
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return text
}
