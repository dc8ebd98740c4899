package bundle_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// counted is a module that a runtime ships, and how often its source was made.
func counted(made *int) func() (string, []string, error) {
	return func() (string, []string, error) {
		*made++
		return `let n = 0;
			function count() { return ++n; }
			function fail() { throw new Error("from within"); }
			export { count, fail, count as default, count as delete };`, []string{"count", "fail", "default", "delete"}, nil
	}
}

func TestShippedModuleIsMadeOnceForAllAppsAndLaterStarts(t *testing.T) {
	texts, err := bundle.NewTexts([]string{"RIP_CACHE_DIR=" + t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	for range 2 { // the second time is another start
		shipped := bundle.NewShipped("rip:counted", counted(&made), bundle.NewPrograms(1<<20), texts)
		with := func(o *bundle.Options) {
			o.Shipped = shipped
			o.Modules = map[string]string{"counted": `export * from "rip:counted"; export { default } from "rip:counted";`}
		}
		for _, change := range [][]func(*bundle.Options){nil, {dev}} {
			dir := write(t, `-- index.ts --
import { count, delete as again } from "counted"; import main from "rip:counted"; import * as all from "./other";
export const value = [count(), again(), main(), all.mine(), Object.keys(all.everything).sort().join()].join(" ");
-- other.ts --
import * as counted from "counted"; export const mine = counted.count; export { counted as everything };
`)
			const want = "1 2 3 4 count,default,delete,fail" // one state, whatever the name
			if got := evaluate(t, build(t, source(t, dir, "index.ts", append(change, with)...))); got != want {
				t.Errorf("value = %v, want %v", got, want)
			}
		}
	}
	if made != 1 {
		t.Errorf("its source was made %d times", made)
	}
}

func TestAppThatDoesNotImportWhatIsShippedDoesNotPayForIt(t *testing.T) {
	made := 0
	shipped := bundle.NewShipped("rip:counted", counted(&made), bundle.NewPrograms(1<<20), nil)
	dir := write(t, "-- index.ts --\nexport const value = 1\n")
	evaluate(t, build(t, source(t, dir, "index.ts", func(o *bundle.Options) { o.Shipped = shipped })))
	if made != 0 {
		t.Error("its source was made")
	}
}

func TestShippedModuleThatCannotBeMadeFailsTheBuild(t *testing.T) {
	broken := func() (string, []string, error) { return "export const =", nil, nil }
	shipped := bundle.NewShipped("rip:broken", broken, bundle.NewPrograms(1<<20), nil)
	dir := write(t, "-- index.ts --\nimport 'rip:broken'; export const value = 1\n")
	found := mistakes(t, source(t, dir, "index.ts", func(o *bundle.Options) { o.Shipped = shipped }))
	if len(found) == 0 || !strings.Contains(found[0].Text, "rip:broken") {
		t.Errorf("found %v", found)
	}
}
