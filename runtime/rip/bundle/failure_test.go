package bundle_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

func TestMistakesSayWhereTheyAreAndWhatToDo(t *testing.T) {
	for _, c := range []struct{ name, files string }{
		{"typescript", "-- index.ts --\nconst a = 1;\n\tconst b = ;\n"},
		{"rip", "-- index.ts --\nimport './lib/a.rip'\n-- lib/a.rip --\nx = 1\ny = [1, 2\nz = 3\n"},
		{"toml", "-- index.ts --\nimport './a.toml'\n-- a.toml --\nx = 1\ny = = 2\n"},
		{"json", "-- index.ts --\nimport './a.json'\n-- a.json --\n{\"x\": }\n"},
		{"missing", "-- index.ts --\nimport { n } from './gone'\nimport x from 'not-installed/sub'\nn(x)\n"},
		{"export", "-- index.ts --\nimport { m } from './n'\nm()\n-- n.ts --\nexport const n = 1\n"},
		{"attribute", "-- index.ts --\nimport x from './n.ts' with { type: 'css' }\nx()\n-- n.ts --\n"},
		{"entry-rip", "-- index.rip --\nx = (1 +\n"},
		{"entry-gone", "-- other.ts --\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, c.files)
			entry := "index.ts"
			if exists(dir, "index.rip") {
				entry = "index.rip"
			}
			_, err := source(t, dir, entry).Build(t.Context())
			var failure *bundle.Error
			if !errors.As(err, &failure) {
				t.Fatalf("Build = %v", err)
			}
			testkit.Golden(t, filepath.Join("testdata", "errors", c.name+".txt"), strings.ReplaceAll(err.Error(), dir, "DIR")+"\n")
		})
	}
}

func TestThrownErrorsNameTheFunctionsAndPlacesOfTheSource(t *testing.T) {
	dir := write(t, `
-- index.ts --
import { checked } from "./my lib/check.rip";
export const value = await outer();

async function outer() {
  await null;
  return checked(null);
}
-- my lib/check.rip --
# A comment, and a blank line.

export checked = (x) ->
  x.name.first
`)
	for _, mode := range [][]func(*bundle.Options){nil, {dev}} {
		b := build(t, source(t, dir, "index.ts", mode...))
		vm := world(t)
		err := vm.Do(func() error {
			_, err := b.Evaluate(vm)
			return err
		})
		var thrown *bundle.Thrown
		if !errors.As(err, &thrown) {
			t.Fatalf("Evaluate = %v", err)
		}
		want := "TypeError: Cannot read property 'name' of undefined\n    at checked (my lib/check.rip:4:3)\n    at outer (index.ts:6:10)\n    at index.ts:2:14"
		if diff := cmp.Diff(want, thrown.Error()); diff != "" {
			t.Error(diff)
		}
	}
}

// Nothing an app writes may end the server that bundles it.
func TestWhatMakesTheEnginesParserPanicIsAnError(t *testing.T) {
	dir := write(t, "-- index.ts --\nexport const value = ((s) => s.raw[0])`\\u{10FFFF}`\n")
	if _, err := source(t, dir, "index.ts").Build(t.Context()); err == nil || !strings.Contains(err.Error(), "gave up") {
		t.Errorf("Build = %v, want what the parser gave up on", err)
	}
}
