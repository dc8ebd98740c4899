package engine_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func background(t *testing.T, vm *engine.VM, work engine.Work) (result string, err error) {
	t.Helper()
	err = vm.Do(func() error {
		p := vm.Background(work, func(err error) goja.Value { return vm.ToValue("failed: " + err.Error()) }).Export().(*goja.Promise)
		if err := vm.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
			return err
		}
		result = p.Result().String()
		return nil
	})
	return result, err
}

func TestBackgroundWorkSettlesItsPromise(t *testing.T) {
	vm := newVM(t)
	for _, c := range []struct {
		work engine.Work
		want string
	}{
		{func() (func() goja.Value, error) { return func() goja.Value { return vm.ToValue(5) }, nil }, "5"},
		{func() (func() goja.Value, error) { return nil, nil }, "undefined"},
		{func() (func() goja.Value, error) { return nil, errors.New("no") }, "failed: no"},
		{func() (func() goja.Value, error) { return func() goja.Value { panic(vm.NewTypeError("late")) }, nil }, "TypeError: late"},
	} {
		if got, err := background(t, vm, c.work); err != nil || got != c.want {
			t.Errorf("got %s %v, want %s", got, err, c.want)
		}
	}
}

func TestPanicInBackgroundWorkCostsTheVMOnly(t *testing.T) {
	vm := newVM(t)
	_, err := background(t, vm, func() (func() goja.Value, error) { panic("a bug") })
	var panicked *engine.Panic
	if !errors.As(err, &panicked) || panicked.Value != "a bug" {
		t.Errorf("err = %v, want the panic", err)
	}
}

func TestBackgroundWorkIsBounded(t *testing.T) {
	vm := newVM(t)
	var running atomic.Int32
	var tooMany atomic.Bool
	begun, release := make(chan struct{}, 100), make(chan struct{})
	err := vm.Do(func() error {
		done := 0
		for range 100 {
			vm.Background(func() (func() goja.Value, error) {
				if running.Add(1) > 8 {
					tooMany.Store(true)
				}
				begun <- struct{}{}
				<-release
				running.Add(-1)
				return func() goja.Value { done++; return goja.Undefined() }, nil
			}, nil)
		}
		for range 8 {
			<-begun
		}
		close(release)
		return vm.Loop.Until(func() bool { return done == 100 })
	})
	if err != nil || tooMany.Load() {
		t.Errorf("%v, more than eight at a time: %v", err, tooMany.Load())
	}
}
