// Package schema holds the JavaScript that stands behind the schema
// declarations of compiled Rip: parsing, checking and describing data. It is
// written by hand in runtime.js, for every engine that runs compiled code, and
// travels inside of it, so that a compiled file needs nothing else.
package schema

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed runtime.js
var source string

// runtime is what Runtime returns, made once.
var runtime = sync.OnceValue(func() string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "//") {
			b.WriteString(line)
		}
	}
	return strings.TrimRight(strings.Replace(b.String(), "function schemaRuntime(", "NAME(", 1), "\n")
})

// Runtime is the source of the function that makes the runtime, without its
// comments, as the emitter writes its helpers: without the word function and
// with NAME in the place of its name.
func Runtime() string { return runtime() }
