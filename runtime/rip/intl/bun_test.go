package intl_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// underBun is what bun makes of the expressions, as evaluate does.
func underBun(t *testing.T, expressions []string) []string {
	t.Helper()
	bun := testkit.Bun(t)
	source, err := json.Marshal(expressions)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "main.mjs")
	program := "console.log(JSON.stringify(" + string(source) +
		".map((e) => { try { return String((0, eval)('String(' + e + '\\n)')); } catch (e) { return e.name; } })))\n"
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(bun, file)
	run.Env = append(os.Environ(), "TZ=UTC")
	output, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var results []string
	if err := json.Unmarshal(output, &results); err != nil {
		t.Fatal(err)
	}
	return results
}

// locales to compare in, and the values that stand for $n, $d and $e.
const (
	locales = "en en-US en-GB de de-AT fr fr-CH es es-MX it pt pt-PT nl sv da nb fi pl cs ru uk tr el he ar hi ja ko zh zh-TW"
	date    = "new Date(Date.UTC(2024, 6, 5, 14, 3, 9, 45))"
	later   = "new Date(Date.UTC(2024, 6, 9, 16, 30, 0))"
)

// table is one file of testdata: an expression a line, with $l for a locale.
func table(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		line = strings.NewReplacer("$date", date, "$later", later).Replace(line)
		if !strings.Contains(line, "$l") {
			list = append(list, line)
			continue
		}
		for locale := range strings.FieldsSeq(locales) {
			list = append(list, strings.ReplaceAll(line, "$l", "'"+locale+"'"))
		}
	}
	return list
}

// compare compares a table's answers with bun's. Where they differ is written
// down beside the table, so that each new difference is seen, and each that is
// gone.
func compare(t *testing.T, name string) {
	list := table(t, name+".txt")
	vm := newVM(t)
	var differ strings.Builder
	count := 0
	for i, want := range underBun(t, list) {
		if got := evaluate(t, vm, list[i]); got != want {
			count++
			fmt.Fprintf(&differ, "%s\n\t= %q\n\tunder bun %q\n", list[i], got, want)
		}
	}
	t.Logf("%s: %d of %d answers are bun's", name, len(list)-count, len(list))
	testkit.Golden(t, filepath.Join("testdata", name+".differs"), differ.String())
}

func TestNumbersReadAsUnderBun(t *testing.T) { compare(t, "number") }
func TestDatesReadAsUnderBun(t *testing.T)   { compare(t, "date") }
func TestOthersReadAsUnderBun(t *testing.T)  { compare(t, "other") }
