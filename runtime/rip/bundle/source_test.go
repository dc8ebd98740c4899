package bundle_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// changed waits until s has seen a change: it looks at most so often.
func changed(t *testing.T, s *bundle.Source) {
	t.Helper()
	testkit.Eventually(t, "the source has changed", s.Changed)
}

func TestEverySaveIsSeenHoweverSoonItFollows(t *testing.T) {
	dir := write(t, "-- index.ts --\nexport { value } from './a.rip'\n-- a.rip --\nexport value = 0\n")
	s := source(t, dir, "index.ts", dev)
	build(t, s)
	for i := range 20 { // within one tick of the file system's clock, often
		testkit.WriteFile(t, filepath.Join(dir, "a.rip"), "export value = "+strconv.Itoa(i%2+1)+"\n")
		changed(t, s)
		if got := evaluate(t, build(t, s)); got != int64(i%2+1) {
			t.Fatalf("save %d: value = %v", i, got)
		}
	}
}

func TestASaveThatChangesNothingIsNone(t *testing.T) {
	const text = "export const value = 1\n"
	dir := write(t, "-- index.ts --\n"+text)
	s := source(t, dir, "index.ts", dev)
	first := build(t, s)
	file := filepath.Join(dir, "index.ts")
	testkit.WriteFile(t, file, text)
	if s.Changed() || build(t, s) != first {
		t.Error("the same text is taken for another")
	}
	testkit.WriteFile(t, file, "export const value = 2\n")
	changed(t, s)
	if build(t, s).Hash() == first.Hash() {
		t.Error("another text has the same hash")
	}
	testkit.WriteFile(t, file, text)
	changed(t, s)
	if build(t, s).Hash() != first.Hash() {
		t.Error("the first text has another hash now")
	}
}

func TestEveryBrokenEditHeals(t *testing.T) {
	const good = "import { n } from './n'; export const value = n\n"
	for name, broken := range map[string]string{
		"syntax":         "export const value = ;\n",
		"missing file":   "import { n } from './gone'; export const value = n\n",
		"missing export": "import { m } from './n'; export const value = m\n",
	} {
		dir := write(t, "-- index.ts --\n"+good+"-- n.ts --\nexport const n = 1\n")
		s := source(t, dir, "index.ts", dev)
		build(t, s)
		testkit.WriteFile(t, filepath.Join(dir, "index.ts"), broken)
		changed(t, s)
		mistakes(t, s)
		testkit.WriteFile(t, filepath.Join(dir, "index.ts"), good)
		if got := evaluate(t, build(t, s)); got != int64(1) {
			t.Errorf("%s: value = %v after it was mended", name, got)
		}
	}
}

func TestAMissingImportHealsWhenTheFileAppears(t *testing.T) {
	dir := write(t, "-- index.ts --\nimport { n } from './new/n'; export const value = n\n")
	s := source(t, dir, "index.ts", dev)
	if got := mistakes(t, s); !strings.Contains(got[0].Text, `Could not resolve "./new/n"`) || got[0].Line != 1 {
		t.Errorf("got %+v", got)
	}
	if err := os.Mkdir(filepath.Join(dir, "new"), 0o700); err != nil {
		t.Fatal(err)
	}
	testkit.WriteFile(t, filepath.Join(dir, "new", "n.rip"), "export n = 1\n")
	if got := evaluate(t, build(t, s)); got != int64(1) {
		t.Errorf("value = %v", got)
	}
}

func TestAFileThatComesBeforeAnotherIsSeen(t *testing.T) {
	dir := write(t, "-- index.ts --\nimport { n } from './n'; export const value = n\n-- n.js --\nexport const n = 'js'\n")
	s := source(t, dir, "index.ts", dev)
	if got := evaluate(t, build(t, s)); got != "js" {
		t.Fatalf("value = %v", got)
	}
	testkit.WriteFile(t, filepath.Join(dir, "n.ts"), "export const n = 'ts'\n")
	changed(t, s)
	if got := evaluate(t, build(t, s)); got != "ts" {
		t.Errorf("value = %v", got)
	}
}

func TestAnEditedTsconfigIsSeen(t *testing.T) {
	const config = `{"compilerOptions": {"paths": {"n": ["./%"]}}}`
	dir := write(t, "-- index.ts --\nimport { n } from 'n'; export const value = n\n-- a.ts --\nexport const n = 'a'\n-- b.ts --\nexport const n = 'b'\n"+
		"-- tsconfig.json --\n"+strings.Replace(config, "%", "a.ts", 1))
	s := source(t, dir, "index.ts", dev)
	if got := evaluate(t, build(t, s)); got != "a" {
		t.Fatalf("value = %v", got)
	}
	testkit.WriteFile(t, filepath.Join(dir, "tsconfig.json"), strings.Replace(config, "%", "b.ts", 1))
	changed(t, s)
	if got := evaluate(t, build(t, s)); got != "b" {
		t.Errorf("value = %v", got)
	}
}

func TestLookingForChangesAllocatesNothing(t *testing.T) {
	dir := write(t, "-- index.ts --\nexport { value } from './a'\n-- a.ts --\nexport const value = 1\n")
	s := source(t, dir, "index.ts", dev)
	build(t, s)
	testkit.Eventually(t, "the files are old enough to be believed", func() bool {
		return !s.Changed() && testing.AllocsPerRun(100, func() { s.Changed() }) == 0
	})
}

func BenchmarkChanged(b *testing.B) {
	s := source(b, filepath.Join(testkit.Root(b), "apps", "example"), "plain.ts", dev)
	build(b, s)
	b.ReportAllocs()
	for b.Loop() {
		s.Changed()
	}
}

func TestProgramsAreSharedUntilTheyAreTooMany(t *testing.T) {
	dir := write(t, installed+"-- index.ts --\nimport { a } from 'cjs'; export const value = a\n")
	twice := func(limit int) bool {
		programs := bundle.NewPrograms(limit)
		with := func(o *bundle.Options) { o.Programs, o.Dev = programs, true }
		first, second := source(t, dir, "index.ts", with), source(t, dir, "index.ts", with)
		return build(t, first).Packages() != build(t, second).Packages()
	}
	if twice(1 << 20) {
		t.Error("two sources of the same packages compiled them twice")
	}
	if !twice(1) {
		t.Error("a program beyond the limit was kept")
	}
}
