package node_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

//go:embed testdata/snippets.txt
var snippetsText string

// asJSON is what both sides make of a snippet's result.
const asJSON = `
const said = (v) => JSON.stringify(v, (_, x) => typeof x === 'bigint' ? x + 'n' : x);
const outcome = async (snippet, require) => {
	try {
		return said(await snippet(require));
	} catch (e) {
		return 'thrown ' + e.name + ': ' + e.message;
	}
};`

func TestSnippetsGiveTheSameAsUnderBun(t *testing.T) {
	bodies := snippets()
	want := underBun(t, bodies)
	for i, body := range bodies {
		got, err := newWorld(t).run(asJSON + "return outcome(async (require) => {" + body + "\n}, require)")
		if err != nil {
			got = "failed: " + err.Error()
		}
		if got != want[i] {
			t.Errorf("%s\n got %s\n bun %s", body, got, want[i])
		}
	}
}

// snippets are those of the file, without comments.
func snippets() []string {
	var list []string
	for _, part := range strings.Split(snippetsText, "\n---\n") {
		var lines []string
		for line := range strings.Lines(part) {
			if !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		list = append(list, strings.TrimSpace(strings.Join(lines, "")))
	}
	return list
}

// underBun runs all snippets in one process of bun.
func underBun(t *testing.T, bodies []string) []string {
	t.Helper()
	bun := testkit.Bun(t)
	var program strings.Builder
	program.WriteString(asJSON + "\nconst results = [];\n")
	for _, body := range bodies {
		program.WriteString("results.push(await outcome(async (require) => {" + body + "\n}, require));\n")
	}
	program.WriteString("require('fs').writeFileSync(process.argv[2], JSON.stringify(results));\n")
	dir := t.TempDir()
	script, output := filepath.Join(dir, "snippets.mjs"), filepath.Join(dir, "results.json")
	if err := os.WriteFile(script, []byte("import { createRequire } from 'module';\nconst require = createRequire(import.meta.url);\n"+program.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if out, err := exec.CommandContext(ctx, bun, script, output).CombinedOutput(); err != nil {
		t.Fatalf("bun: %v\n%s", err, out)
	}
	data, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	var results []string
	if err := json.Unmarshal(data, &results); err != nil {
		t.Fatal(err)
	}
	return results
}
