package bundle

import (
	"os"
	"testing"
)

// BenchmarkMend is what mending adds to the compilation of a large program.
func BenchmarkMend(b *testing.B) {
	text, err := os.ReadFile("../node/vendored/readable-stream.js")
	if err != nil {
		b.Fatal(err)
	}
	program := "(function(){" + string(text) + "})"
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := parse("test.js", program); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parse+mend", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			parsed, _, err := parse("test.js", program)
			if err != nil {
				b.Fatal(err)
			}
			mendNodes(parsed, nil)
		}
	})
}
