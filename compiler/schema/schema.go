// Package schema holds the JavaScript that stands behind the schema
// declarations of compiled Rip: parsing, checking and describing data. It is
// written by hand, for every engine that runs compiled code (ES2022 without
// async generators), and travels inside of the compiled file, which so needs
// nothing else.
package schema

import (
	"embed"
	"strings"
	"sync"
)

//go:embed runtime
var files embed.FS

// runtime is what Runtime returns, made once.
var runtime = sync.OnceValue(assemble)

// Runtime is the source of the function that makes the runtime, without its
// comments, as the emitter writes its helpers: without the word function, and
// with NAME in the place of its name. Safe for concurrent use.
func Runtime() string { return runtime() }

// parts lists the runtime's files. They are the body of one function and see
// each other's names; only classes need the one they extend before them.
func parts() []string {
	return []string{"types", "issues", "validator", "schema", "plan", "check", "rules", "algebra", "describe", "names"}
}

// assemble puts the parts into one function.
func assemble() string {
	var b strings.Builder
	b.WriteString("NAME() {\n")
	for _, name := range parts() {
		text, err := files.ReadFile("runtime/" + name + ".js")
		if err != nil {
			panic(err) // the file is part of this package
		}
		for line := range strings.Lines(string(text)) {
			if code := strings.TrimSpace(line); code != "" && !strings.HasPrefix(code, "//") {
				b.WriteString("  " + line)
			}
		}
	}
	b.WriteString("  return { __schema, SchemaError, registerCoercer, schema };\n}")
	return b.String()
}
