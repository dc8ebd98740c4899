package node_test

import (
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// BenchmarkFeature is what this package adds to a VM whose app uses nothing of
// it, and what the first touch of its larger parts costs.
func BenchmarkFeature(b *testing.B) {
	for name, script := range map[string]string{"untouched": "", "Buffer": "Buffer", "process": "process", "Bun": "Bun", "stream": "process.stdout"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				vm, err := engine.New(engine.Host{}, web.Feature)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if err := node.Feature(vm); err != nil {
					b.Fatal(err)
				}
				if _, err := vm.RunString(script); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				vm.Loop.Close()
				b.StartTimer()
			}
		})
	}
}

// BenchmarkBuffer is what apps do with Buffer most.
func BenchmarkBuffer(b *testing.B) {
	for name, script := range map[string]string{
		"from":       "Buffer.from('hello world')",
		"toString":   "buffer.toString('base64')",
		"readUInt32": "buffer.readUInt32BE(4)",
		"concat":     "Buffer.concat([buffer, buffer])",
	} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b)
			if _, err := w.RunString("const buffer = Buffer.from('hello world'); function go(n) { for (let i = 0; i < n; i++) " + script + " }"); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			var run func(int)
			if err := w.ExportTo(w.Get("go"), &run); err != nil {
				b.Fatal(err)
			}
			run(b.N)
		})
	}
}
