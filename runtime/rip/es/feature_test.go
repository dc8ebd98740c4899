package es_test

import (
	"io"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
)

// What the language costs every VM.
func BenchmarkFeature(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vm, err := engine.New(engine.Host{Stderr: io.Discard}, es.Feature)
		if err != nil {
			b.Fatal(err)
		}
		vm.Loop.Close()
	}
}

// BenchmarkRegExp is a literal with a u flag in a hot function.
func BenchmarkRegExp(b *testing.B) {
	vm := newVM(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vm.RunString(`for (let i = 0; i < 1000; i++) new RegExp("^[a-z]+$", "u")`); err != nil {
			b.Fatal(err)
		}
	}
}
