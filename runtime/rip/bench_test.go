package rip

import (
	"io"
	"runtime"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// BenchmarkVM makes a VM with everything that apps find in one, and says what of
// the heap it keeps.
func BenchmarkVM(b *testing.B) {
	vms := make([]*engine.VM, 0, 64)
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		vm, err := engine.New(engine.Host{Stdout: io.Discard, Stderr: io.Discard}, features()...)
		if err != nil {
			b.Fatal(err)
		}
		if len(vms) < cap(vms) {
			vms = append(vms, vm)
		} else {
			vm.Loop.Close()
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(vms)), "kept-B/VM")
	for _, vm := range vms {
		vm.Loop.Close()
	}
}
