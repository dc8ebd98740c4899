package intl_test

import (
	"io"
	"testing"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
	"github.com/rip-server/rip-server/runtime/rip/intl"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newVM(t testing.TB) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, es.Feature, intl.Feature)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}

// evaluate returns an expression's value as a string, or what it threw.
func evaluate(t testing.TB, vm *engine.VM, expression string) string {
	t.Helper()
	var text string
	err := vm.Do(func() error {
		value, err := vm.RunString("String(" + expression + "\n)")
		if thrown, ok := err.(*goja.Exception); ok {
			text = thrown.Value().(*goja.Object).Get("name").String()
			return nil
		}
		if err != nil {
			return err
		}
		text = value.String()
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return text
}
