package bundle_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// shipped is a module in two parts: one counts and may fail, the other is needed
// by it, and by apps, for what has to do with doubling. globalThis.ran tells which
// part ran.
func shipped(t *testing.T) *bundle.Shipped {
	t.Helper()
	files, err := bundle.Ship([]bundle.Part{
		{Name: "rip:counted", Exports: []string{"count", "fail", "default", "delete", "twice", "double"}, Text: `
			import { double } from "rip:counted/double";
			(globalThis.ran ??= []).push("counted");
			let n = 0;
			function count() { return ++n; }
			function fail() { throw new Error("from within"); }
			function twice() { return double(count()); }
			export { count, fail, twice, count as default, count as delete };
			export { double } from "rip:counted/double";`},
		{Name: "rip:counted/double", Exports: []string{"double", "factor"}, Text: `
			(globalThis.ran ??= []).push("double");
			export const factor = { value: 2 };
			export function double(n) { return n * factor.value; }`},
	}, []string{"count", "fail", "default", "delete", "twice", "double", "factor"})
	if err != nil {
		t.Fatal(err)
	}
	made := fstest.MapFS{}
	for name, text := range files {
		made[name] = &fstest.MapFile{Data: text}
	}
	s, err := bundle.NewShipped("rip:counted", made)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// with has apps import what is shipped as "counted".
func with(s *bundle.Shipped) func(*bundle.Options) {
	return func(o *bundle.Options) {
		o.Shipped = s
		o.Modules = map[string]string{"counted": `export * from "rip:counted"; export { default } from "rip:counted";`}
	}
}

func TestShippedModuleHasOneStateInAnAppWhateverItIsImportedAs(t *testing.T) {
	s := shipped(t)
	for _, change := range [][]func(*bundle.Options){nil, {dev}} {
		dir := write(t, `-- index.ts --
import { count, delete as again } from "counted"; import main from "rip:counted"; import * as all from "./other";
export const value = [count(), again(), main(), all.mine(), Object.keys(all.everything).sort().join()].join(" ");
-- other.ts --
import * as counted from "counted"; export const mine = counted.count; export { counted as everything };
`)
		const want = "1 2 3 4 count,default,delete,double,factor,fail,twice"
		if got := evaluate(t, build(t, source(t, dir, "index.ts", append(change, with(s))...))); got != want {
			t.Errorf("value = %v, want %v", got, want)
		}
	}
}

func TestPartOfAShippedModuleRunsWhenItIsFirstNeeded(t *testing.T) {
	s := shipped(t)
	for code, want := range map[string]string{
		`import { count } from "counted"; count(); export const value = ran.join()`:                         "counted",
		`import { double } from "counted"; globalThis.used = double; export const value = ran.join()`:       "double,counted",
		`import "counted"; export const value = ran.join()`:                                                 "counted",
		`import { twice } from "counted"; const n = twice() + twice(); export const value = n + ran.join()`: "6counted,double",
		`import { twice, factor } from "counted"; factor.value = 5; export const value = String(twice())`:   "5",
	} {
		for _, change := range [][]func(*bundle.Options){nil, {dev}} {
			dir := write(t, "-- index.ts --\n"+code+"\n")
			if got := evaluate(t, build(t, source(t, dir, "index.ts", append(change, with(s))...))); got != want {
				t.Errorf("%s: value = %v, want %s", code, got, want)
			}
		}
	}
}

func TestAppThatDoesNotImportWhatIsShippedDoesNotRunIt(t *testing.T) {
	dir := write(t, "-- index.ts --\nexport const value = typeof ran\n")
	if got := evaluate(t, build(t, source(t, dir, "index.ts", with(shipped(t))))); got != "undefined" {
		t.Errorf("value = %v", got)
	}
}

func TestShippedModuleThatCannotBeReadIsNotMade(t *testing.T) {
	_, err := bundle.Ship([]bundle.Part{{Name: "rip:broken", Text: "export const ="}}, nil)
	if err == nil || !strings.Contains(err.Error(), "rip:broken") {
		t.Errorf("Ship = %v", err)
	}
}
