package engine_test

import (
	"io"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func TestArmourDoesNotLookIntoWhatItBounds(t *testing.T) {
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, engine.Armour)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	err = vm.Do(func() error {
		v, err := vm.RunString(`
			let touched = 0;
			new Uint8Array({ length: 2, get x() { touched++; return 1 } });
			const buffer = new Uint8Array(8);
			new Uint8Array(buffer.subarray(8)).length + touched`)
		if err == nil && v.ToInteger() != 0 {
			t.Errorf("got %v", v)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
