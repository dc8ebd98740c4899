package engine_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func TestGuardTellsWhenMemoryIsLow(t *testing.T) {
	const limit = 96 << 20
	guard := engine.NewGuard(limit)
	defer guard.Close()
	low := make(chan struct{}, 9)
	guard.OnLow(func() { low <- struct{}{} })
	vm := newVM(t)
	guard.Watch(vm, 0)
	run := func() {
		t.Helper()
		if err := script(vm, `for (const end = Date.now() + 200; Date.now() < end;);`); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC() // what other tests left was alive when garbage was last collected
	run()
	if len(low) > 0 {
		t.Error("told although there is room")
	}
	kept := make([]byte, limit/4*3)
	runtime.GC()
	for wait := time.Now(); len(low) == 0; { // a busy machine lets the guard look late
		if run(); time.Since(wait) > 20*time.Second {
			t.Fatal("not told")
		}
	}
	if run(); len(low) != 1 {
		t.Errorf("told %d times within a moment, want once", len(low))
	}
	runtime.KeepAlive(kept)
}
