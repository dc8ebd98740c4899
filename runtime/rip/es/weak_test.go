package es_test

import (
	"runtime"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestWeakReferencesLetGoAndTheRegistryHearsOfIt(t *testing.T) {
	vm := newVM(t)
	evaluate(t, vm, `globalThis.log = [], globalThis.registry = new FinalizationRegistry((held) => log.push(held))`)
	evaluate(t, vm, `(() => {
		globalThis.kept = {};
		globalThis.weakly = new WeakRef({});
		globalThis.strongly = new WeakRef(kept);
		registry.register(weakly.deref(), 'gone');
		registry.register(kept, 'kept');
		const token = {};
		registry.register({}, 'unregistered', token);
		registry.unregister(token);
	})()`)
	testkit.Eventually(t, "the registry hears of the target", func() bool {
		runtime.GC()
		return evaluate(t, vm, "log.join()") == "gone"
	})
	if got := evaluate(t, vm, "weakly.deref() === undefined && strongly.deref() === kept"); got != "true" {
		t.Error("a WeakRef kept its target, or lost one that is alive")
	}
}
