package compiler_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/source"
)

// program is a program of about n lines: one real one, many times, each time
// in a function of its own.
func program(b *testing.B, n int) []byte {
	b.Helper()
	text := read(b, "testdata/programs/tour.rip")
	body := text[strings.Index(text, "\n")+1:] // without its import
	var out strings.Builder
	lines := 0
	for i := 0; lines < n; i++ {
		fmt.Fprintf(&out, "part%d = ->\n", i)
		for line := range strings.Lines(body) {
			if strings.TrimSpace(line) != "" {
				out.WriteString("  ")
			}
			out.WriteString(line)
			lines++
		}
	}
	return []byte(out.String())
}

// BenchmarkCompile reports lines per second; they should not fall as files grow.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		src := program(b, n)
		lines := strings.Count(string(src), "\n")
		b.Run(fmt.Sprintf("%dlines", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := compiler.Compile(src, compiler.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
			b.ReportMetric(float64(tokens(src)), "tokens")
		})
	}
}

// tokens counts the tokens of src, to set allocations against.
func tokens(src []byte) int {
	file := source.NewFile("bench.rip", src)
	return len(lexer.Lex(file, lexer.Options{}, &diag.Sink{File: file}).Tokens)
}
