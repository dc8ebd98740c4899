package bundle_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// The value of each is that of its last expression.
func TestFieldsThatGojaMisreadsKeepTheirMeaning(t *testing.T) {
	for source, want := range map[string]any{
		`class A { set = 1 }; const only = new A(); only.set`:                                                int64(1),
		`class A { get = 1; set = 2; async = 3 }; const a = new A(); a.get + a.set + a.async`:                int64(6),
		`class A { static get = 1; static set = 2; static async = 3 }; A.get + A.set + A.async`:              int64(6),
		`class A { #set = 1; #get = 2; sum() { return this.#set + this.#get } }; new A().sum()`:              int64(3),
		`class A { static #set = 1; static has(x) { return #set in x } }; A.has(A)`:                          true,
		`class A { set = /* @__PURE__ */ Number(4) }; new A().set`:                                           int64(4),
		`class A { get }; "get" in new A()`:                                                                  true,
		`class A { set = (x) => x }; new A().set.name`:                                                       "set",
		`class A { get x() { return 1 } set = 2; set y(v) {} async z() {} get() { return 3 } }; new A().set`: int64(2),
		"class A { set = `set = ${'set = 1'}` }; new A().set":                                                "set = set = 1",
		`const set = 1; class A { set = "class B { set = 1 }" }; new A().set`:                                "class B { set = 1 }",
	} {
		repaired, err := bundle.Repair(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		value, err := goja.New().RunString(repaired)
		if err != nil || value.Export() != want {
			t.Errorf("%s: %v, %v; want %v", source, value, err, want)
		}
	}
}

func TestPatternsThatGojaMisreadsKeepTheirMeaning(t *testing.T) {
	for source, want := range map[string]any{
		`const { c: [d = 3] = [] } = {}; d`:                                                 int64(3),
		`const { c: [d = 3] = [] } = { c: [4] }; d`:                                         int64(4),
		`let { c: [a, b = 2, , d = a + b, [e] = [7]] = [1] } = {}; [a, b, d, e].join()`:     "1,2,3,7",
		`(({ c: [d = "],", e = d.length] = [] }) => e)({})`:                                 int64(2),
		`(function ({ c: [d = (() => [1, 2])()] = [] }) { return d.length })({})`:           int64(2),
		`const { a: { c: [d = 1] = [], e: [f = 2] = [] } = {} } = {}; d + f`:                int64(3),
		`const { c: [d = 1, e = 2] = [] } = { c: new Set([5]) }; d + e`:                     int64(7),
		`class A { set = 1; m({ c: [d = this.set] = [] } = {}) { return d } }; new A().m()`: int64(1),
	} {
		repaired, err := bundle.Repair(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		value, err := goja.New().RunString(repaired)
		if err != nil || value.Export() != want {
			t.Errorf("%s became %s: %v, %v; want %v", source, repaired, value, err, want)
		}
	}
}

func TestWhatIsReallyWrongIsNotRepaired(t *testing.T) {
	for _, source := range []string{"class A { asset = }", "set = = 1", "get }", "const { c: [d.e] = [] } = {}", "const { c: [d = 1, ...e.f] = [] } = {}", "class A { offset = 1 x }"} {
		if got, err := bundle.Repair(source); err == nil {
			t.Errorf("%s became %s", source, got)
		}
	}
}

// FuzzRepair holds that a program which goja takes stays as it is, and that a
// repaired one differs only in how its names are written.
func FuzzRepair(f *testing.F) {
	for _, seed := range []string{
		"class A { set = 1; #get = 2; async = 3 }", "class A { static set = 1 }", "set = 1", "`class A { set = 1 }`",
		"class A { get }", "class A { set = /* x */ 1 }", "class A { get\n x = 1 }", "({ get = 1 } = {})", "// set =\nclass A { set = 1 }",
	} {
		f.Add(seed)
	}
	written := strings.NewReplacer(`\u0067et`, "get", `\u0073et`, "set", `\u0061sync`, "async")
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Contains(source, `\u00`) {
			return // it cannot be told what the repair has added
		}
		_, err := parser.ParseFile(nil, "", source, 0, parser.WithDisableSourceMaps)
		repaired, failed := bundle.Repair(source)
		switch {
		case err == nil && repaired != source:
			t.Errorf("%q needed no repair and became %q", source, repaired)
		case err != nil && strings.Contains(err.Error(), "destructuring binding target"):
			// other text; its meaning is another test's
		case failed == nil && written.Replace(repaired) != source:
			t.Errorf("%q became %q", source, repaired)
		}
	})
}
