package web_test

import (
	"strings"
	"testing"
)

func TestConsoleWritesToTheStreamOfItsLevel(t *testing.T) {
	w := newWorld(t)
	w.run(t, `console.log("a %s", "b", { c: [1] }); console.info(1); console.debug(2);
		console.error("bad"); console.warn("careful"); console.assert(1, "not shown"); console.assert(0, "n is %d", 3);
		console.group("G"); console.log("x\ny"); console.groupEnd(); console.groupEnd(); console.log("out");
		console.count(); console.count(); console.countReset(); console.count("mine"); console.countReset("none")`)
	if got, want := w.stdout.String(), "a b { c: [ 1 ] }\n1\n2\nG\n  x\n  y\nout\ndefault: 1\ndefault: 2\nmine: 1\n"; got != want {
		t.Errorf("stdout\n%s\nwant\n%s", got, want)
	}
	if got, want := w.stderr.String(), "bad\ncareful\nAssertion failed: n is 3\nWarning: Count for 'none' does not exist\n"; got != want {
		t.Errorf("stderr\n%s\nwant\n%s", got, want)
	}
}

func TestConsoleTableDrawsRowsAndColumns(t *testing.T) {
	w := newWorld(t)
	w.run(t, `console.table([{ a: 1, b: "x" }, { a: 22, c: true }, 5])`)
	want := `┌─────────┬────┬─────┬──────┬────────┐
│ (index) │ a  │ b   │ c    │ Values │
├─────────┼────┼─────┼──────┼────────┤
│ 0       │ 1  │ 'x' │      │        │
│ 1       │ 22 │     │ true │        │
│ 2       │    │     │      │ 5      │
└─────────┴────┴─────┴──────┴────────┘
`
	if got := w.stdout.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestConsoleShowsThePlatformsObjectsAndTraces(t *testing.T) {
	w := newWorld(t)
	w.run(t, `console.log(new Headers({ "X-A": "1" }), new Error("e")); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null });
		console.time("t"); console.timeEnd("t"); console.trace("here"); console.timeEnd("t")`)
	if got := w.stdout.String(); !strings.HasPrefix(got, "Headers { 'x-a': '1' } Error: e\n    at ") || !strings.Contains(got, "{ d: 1 }") || !strings.Contains(got, "\nt: 0.") {
		t.Errorf("stdout\n%s", got)
	}
	if got := w.stderr.String(); !strings.HasPrefix(got, "Trace: here\n    at ") || !strings.HasSuffix(got, "Warning: No such label 't' for console.timeEnd()\n") {
		t.Errorf("stderr\n%s", got)
	}
}
