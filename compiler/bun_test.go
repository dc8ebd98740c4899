package compiler_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/internal/testkit"
)

// driver imports every module that it is told of and prints what each exports
// as value, or how it failed, as one JSON object.
const driver = `
const out = {};
for (const path of JSON.parse(await Bun.file(process.argv[2]).text())) {
  try {
    out[path] = JSON.stringify((await import(path)).value) ?? "null";
  } catch (e) {
    out[path] = "threw " + e;
  }
}
await Bun.write(process.argv[3], JSON.stringify(out));
`

// underBun evaluates modules in one bun process and returns their values.
func underBun(t *testing.T, modules map[string]string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	names := map[string]string{}
	for name, code := range modules {
		path := write(name+".mjs", code)
		paths = append(paths, path)
		names[path] = name
	}
	list, err := json.Marshal(paths)
	if err != nil {
		t.Fatal(err)
	}
	result := filepath.Join(dir, "result.json")
	cmd := exec.CommandContext(t.Context(), testkit.Bun(t), "run", write("driver.mjs", driver), write("list.json", string(list)), result)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("bun: %v\n%.2000s", err, text)
	}
	byPath, values := map[string]string{}, map[string]string{}
	text, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &byPath); err != nil {
		t.Fatal(err)
	}
	for path, value := range byPath {
		values[names[path]] = value
	}
	return values
}

func TestSharedRowsHaveTheirValuesUnderBunToo(t *testing.T) {
	testkit.Bun(t) // or skip, before all the work
	skip := judged()
	modules, rows := map[string]string{}, map[string]row{}
	for _, r := range readCorpus(t) {
		if _, known := skip[r.ID]; known || r.Kind != "eval" || !r.Wrap {
			continue
		}
		result, err := compiler.Compile([]byte(r.source()), compiler.Options{})
		if err != nil {
			t.Errorf("row %d: %v", r.ID, err)
			continue
		}
		name := fmt.Sprintf("row%d", r.ID)
		modules[name] = string(result.Code) + "\nexport const value = await ripMain();\n"
		rows[name] = r
	}
	for name, got := range underBun(t, modules) {
		want := "null"
		if e := rows[name].Expected; e != nil {
			want = *e
		}
		if got != want {
			t.Errorf("%s: value %s, want %s, of\n%s", name, got, want, modules[name])
		}
	}
}

func TestProgramsPassTheirOwnChecksUnderBunToo(t *testing.T) {
	modules := map[string]string{}
	for _, name := range programs() {
		result, err := compiler.Compile([]byte(read(t, "testdata/programs/"+name+".rip")), compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = string(result.Code) + "\nexport const value = failures;\n"
	}
	for name, got := range underBun(t, modules) {
		if got != "[]" {
			t.Errorf("%s: failed checks: %s", name, got)
		}
	}
}
