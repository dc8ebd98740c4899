package rip_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// outcome is what a snippet's result is compared by.
const outcome = `
const plain = (v: any): any => {
  if (v === undefined || typeof v === 'bigint' || typeof v === 'symbol' || typeof v === 'function') return '<' + String(v) + '>';
  if (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0))) return '<' + (Object.is(v, -0) ? '-0' : v) + '>';
  if (typeof v !== 'object' || v === null) return v;
  if (v instanceof Error) return '<' + v.name + ': ' + v.message + '>';
  if (v instanceof Map) return { map: [...v].map(plain) };
  if (v instanceof Set) return { set: [...v].map(plain) };
  if (v instanceof Date || v instanceof RegExp) return '<' + String(v instanceof Date ? v.toISOString() : v) + '>';
  if (Array.isArray(v)) return Array.from(v, plain);
  return Object.fromEntries(Object.keys(v).map((key) => [key, plain(v[key])]));
};
const results: string[] = [];
const see = async (snippet: () => any) => {
  try { results.push(JSON.stringify(plain(await snippet()))); } catch (e: any) { results.push('thrown ' + (e?.name ?? e) + ': ' + e?.message); }
};
`

// languageProgram is a program that prints the results of all snippets of a file, and
// those snippets.
func languageProgram(t *testing.T, file string) (program string, snippets []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	source.WriteString(outcome)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		snippets = append(snippets, line)
		if !strings.Contains(line, "return ") {
			line = "return (" + line + ")"
		}
		source.WriteString("await see(async () => { " + line + " });\n")
	}
	source.WriteString("console.log(JSON.stringify(results));\nexport {};\n")
	return source.String(), snippets
}

// Both runtimes are given the same modules, the embedded one through its bundler.
func TestSnippetsOfTheLanguageGiveTheSameAsUnderBun(t *testing.T) {
	bun := testkit.Bun(t)
	files, err := filepath.Glob("testdata/language/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no snippets: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			program, snippets := languageProgram(t, file)
			_, printed, failures := runScript(t, "main.ts", program, "")
			path := filepath.Join(t.TempDir(), "main.ts")
			testkit.WriteFile(t, path, program)
			var complaints bytes.Buffer
			cmd := exec.Command(bun, path)
			cmd.Stderr = &complaints
			expected, err := cmd.Output()
			if err != nil {
				t.Fatalf("bun: %v\n%s", err, &complaints)
			}
			var got, want []string
			if err := json.Unmarshal([]byte(printed), &got); err != nil {
				t.Fatalf("%v; it printed %q, %s", err, printed, failures)
			}
			if err := json.Unmarshal(expected, &want); err != nil {
				t.Fatal(err)
			}
			for i, snippet := range snippets {
				if got[i] != want[i] {
					t.Errorf("%s\n got %s\n bun %s", snippet, got[i], want[i])
				}
			}
		})
	}
}
