package bundle

import "strings"

// What esbuild's helper for async generators does after an await. Once return() was
// called it calls return() again, so that a generator ends at the first await of
// its finally, and what comes after it is lost. That is meant for yield* alone,
// whose awaits are marked.
const (
	returnsAgain = `k === "return" ? k : "next"`
	goesOn       = `k === "return" && v[1] ? k : "next"`
)

// mendAsyncGenerator mends the helper in a program. No line moves.
func mendAsyncGenerator(text string) string { return strings.Replace(text, returnsAgain, goesOn, 1) }
