package engine_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// guarded makes a VM that is watched.
func guarded(t *testing.T, turn time.Duration, heap uint64) *engine.VM {
	t.Helper()
	guard := engine.NewGuard(heap)
	t.Cleanup(guard.Close)
	vm := newVM(t)
	guard.Watch(vm, turn)
	return vm
}

func script(vm *engine.VM, source string) error {
	return vm.Do(func() error {
		_, err := vm.RunString(source)
		return err
	})
}

func TestWhatRunsTooLongIsKilled(t *testing.T) {
	for name, source := range map[string]string{
		"loop":           `for (;;);`,
		"loop in try":    `for (;;) { try { for (;;); } catch {} finally { for (;;); } }`,
		"promise storm":  `(function storm() { Promise.resolve().then(storm) })()`,
		"async storm":    `(async () => { for (;;) await 0 })()`,
		"getter":         `const o = { get x() { for (;;); } }; JSON.stringify(o)`,
		"sort":           `[3, 2, 1].sort(() => { for (;;); })`,
		"regexp":         `while (true) /(a+)+$/.test("a".repeat(20) + "b")`,
		"storm of loops": `for (;;) (function f() { f() })`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vm := guarded(t, 150*time.Millisecond, 0)
			err := script(vm, source)
			var exceeded *engine.Exceeded
			if !errors.As(err, &exceeded) || exceeded.Memory {
				t.Fatalf("got %v", err)
			}
			if again := script(vm, "1"); !errors.Is(again, err) {
				t.Errorf("the VM lives on: %v", again)
			}
		})
	}
}

func TestWaitingIsNotRunning(t *testing.T) {
	vm := guarded(t, 60*time.Millisecond, 0)
	err := vm.Do(func() error {
		rung := false
		vm.Loop.After(400*time.Millisecond, func() { rung = true })
		return vm.Loop.Until(func() bool { return rung })
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTimerThatLoopsBetweenRequestsIsKilled(t *testing.T) {
	vm := guarded(t, 100*time.Millisecond, 0)
	if err := vm.Do(func() error {
		vm.Loop.After(0, func() { _, _ = vm.RunString("for (;;);") })
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-vm.Ended():
	case <-time.After(20 * time.Second):
		t.Fatal("it still runs")
	}
	if err := script(vm, "1"); err == nil {
		t.Error("the VM lives on")
	}
}

func TestMemoryBombIsKilled(t *testing.T) {
	vm := guarded(t, 0, 64<<20)
	err := script(vm, `const all = []; for (;;) all.push(new Array(1000).fill({}))`)
	var exceeded *engine.Exceeded
	if !errors.As(err, &exceeded) || !exceeded.Memory {
		t.Errorf("got %v", err)
	}
}

// goja leaves its call stack as it is then, and runs no promise job ever after.
func TestRecursionCostsTheVM(t *testing.T) {
	vm := newVM(t)
	err := vm.Do(func() error {
		_, err := vm.RunString(`(function f() { f() })()`)
		vm.Report(err)
		return nil
	})
	var exceeded *engine.Exceeded
	if !errors.As(err, &exceeded) || !strings.Contains(err.Error(), "too much recursion") {
		t.Errorf("got %v", err)
	}
}

func TestKillInterruptsFromOutside(t *testing.T) {
	vm := newVM(t)
	cause := errors.New("enough")
	done := make(chan error, 1)
	go func() { done <- script(vm, "for (;;);") }() // ends by the kill
	vm.Kill(cause)
	if err := <-done; !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
}

func TestPanicInANativeCostsTheVMOnly(t *testing.T) {
	vm := newVM(t)
	err := vm.Do(func() error {
		if err := vm.Set("bug", func(goja.FunctionCall) goja.Value { panic("oh") }); err != nil {
			return err
		}
		_, err := vm.RunString("bug()")
		return err
	})
	var bug *engine.Panic
	if !errors.As(err, &bug) || !strings.Contains(err.Error(), "panic: oh") {
		t.Errorf("got %v", err)
	}
	if script(vm, "1") == nil {
		t.Error("the VM lives on")
	}
}

func TestExitUnwindsAndTellsTheHost(t *testing.T) {
	code := 0
	vm, err := engine.New(engine.Host{Stderr: io.Discard, Exit: func(c int) { code = c }}, func(vm *engine.VM) error {
		return vm.Set("exit", func(call goja.FunctionCall) goja.Value {
			vm.Exit(int(call.Argument(0).ToInteger()))
			return goja.Undefined()
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	ran := false
	if err := vm.Set("after", func() { ran = true }); err != nil {
		t.Fatal(err)
	}
	var exited *engine.Exited
	err = script(vm, "try { exit(3) } finally { after() }")
	if !errors.As(err, &exited) || exited.Code != 3 || code != 3 || ran {
		t.Errorf("got %v, code %d, went on: %v", err, code, ran)
	}
}
