package inspect_test

import (
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/inspect"
)

// eachGolden runs every "> expression" of a golden file, which is followed by
// what node 20 answers.
func eachGolden(t *testing.T, file string, show func(*goja.Runtime, *inspect.Inspector, goja.Value) string) {
	t.Helper()
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range strings.Split("\n"+string(golden), "\n> ")[1:] {
		expression, want, _ := strings.Cut(entry, "\n")
		rt := goja.New()
		i := inspect.New(rt)
		v, err := rt.RunString(expression)
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		if got := show(rt, i, v); got != strings.TrimSuffix(want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", expression, got, want)
		}
	}
}

func TestValueIsShownAsNodeShowsIt(t *testing.T) {
	eachGolden(t, "testdata/inspect.golden", func(_ *goja.Runtime, i *inspect.Inspector, v goja.Value) string {
		return i.Value(v, inspect.Defaults())
	})
}

func TestMoreThanThreeLevelsDoNotShareALine(t *testing.T) {
	rt := goja.New()
	v, err := rt.RunString(`({ a: { b: { c: { d: 1 } } } })`)
	if err != nil {
		t.Fatal(err)
	}
	options := inspect.Defaults()
	options.Depth = 5
	if got, want := inspect.New(rt).Value(v, options), "{\n  a: { b: { c: { d: 1 } } }\n}"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestFormatIsNodes(t *testing.T) {
	eachGolden(t, "testdata/format.golden", func(rt *goja.Runtime, i *inspect.Inspector, v goja.Value) string {
		var args []goja.Value
		rt.ForOf(v, func(arg goja.Value) bool { args = append(args, arg); return true })
		return i.Format(args, inspect.Defaults())
	})
}

func TestErrorShowsStackPropertiesAndCause(t *testing.T) {
	rt := goja.New()
	v, err := rt.RunScript("app.ts", `function fail() { return Object.assign(new TypeError("bad", { cause: new Error("deep") }), { code: "E_BAD" }) }
fail()`)
	if err != nil {
		t.Fatal(err)
	}
	got := inspect.New(rt).Value(v, inspect.Defaults())
	want := `TypeError: bad
    at fail (app.ts:1:40)
    at app.ts:2:5 {
  code: 'E_BAD',
  [cause]: Error: deep
      at fail (app.ts:1:70)
      at app.ts:2:5
}`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An app must not be able to make the printer fail, loop or overflow.
func TestHostileValuesAreShownSomehow(t *testing.T) {
	for _, expression := range []string{
		`new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getOwnPropertyDescriptor() { throw 3 } })`,
		`({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no") } })`,
		`({ get [Symbol.toStringTag]() { throw new Error("no") } })`,
		`(() => { const n = new Number(1); n.valueOf = () => n; return n })()`,
		`(() => { let o = {}; for (let i = 0; i < 100000; i++) o = { o }; return o })()`,
		`(() => { const a = []; a.length = 4294967295; return a })()`,
		`(() => { class E extends Error { get message() { throw 1 } } return new E })()`,
		`Object.setPrototypeOf(() => {}, null)`,
		`Object.create(new Proxy({}, {}))`,
		`new Proxy(new Proxy([1], {}), {})`,
		`({ constructor: null, toString: 1 })`,
		`(() => { const o = { [Symbol.for("nodejs.util.inspect.custom")](d, opts, inspect) { return { again: o } } }; return o })()`,
	} {
		rt := goja.New()
		rt.SetMaxCallStackSize(2000)
		i := inspect.New(rt)
		v, err := rt.RunString(expression)
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		options := inspect.Defaults()
		options.Depth = -1
		if i.Value(v, options) == "" || i.Format([]goja.Value{rt.ToValue("%s %d"), v, v}, inspect.Defaults()) == "" {
			t.Errorf("%s: nothing is shown", expression)
		}
	}
}
