package es_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// expressions are the lines of testdata/language.txt.
func expressions(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/language.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

// underBun is what bun makes of the expressions, as evaluate does.
func underBun(t *testing.T, expressions []string) []string {
	t.Helper()
	bun := testkit.Bun(t)
	source, err := json.Marshal(expressions)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "main.mjs")
	program := "const out = [];\nfor (const e of " + string(source) + ") {\n" +
		"  try { out.push(String(await (0, eval)('(() => { return ' + e + '\\n})()'))); } catch (e) { out.push(String(e)); }\n}\n" +
		"console.log(JSON.stringify(out));\n"
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	output, err := exec.Command(bun, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var results []string
	if err := json.Unmarshal(output, &results); err != nil {
		t.Fatal(err)
	}
	return results
}

func TestTheLanguageIsWhatBunHas(t *testing.T) {
	list := expressions(t)
	vm := newVM(t)
	for i, want := range underBun(t, list) {
		if got := evaluate(t, vm, list[i]); got != want {
			t.Errorf("%s\n\t= %q\n\tunder bun %q", list[i], got, want)
		}
	}
}
