package bundle_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

const everything = installed + `
-- index.ts --
import { join } from "node:path";
import esm, { count } from "esm";
import cjs from "cjs";
import text from "./a.txt";
import data from "./a.toml";
import { rip } from "./a.rip";
import bytes from "./logo.png" with { type: "bytes" };
class A { set = 5 }
const later = await import("./later");
export const value = [join("a", "b"), esm, count(), cjs.b, text, data.x, rip, bytes.length, new A().set, later.n, import.meta.main].join();
-- a.txt --
text
-- a.toml --
x = 1
-- a.rip --
export rip = 2
-- logo.png --
12345
-- later.ts --
export const n: number = 7;
`

// standalone bundles the app in dir and writes it where nothing else is.
func standalone(t *testing.T, dir string) (file string) {
	t.Helper()
	module, err := bundle.Standalone(bundle.Options{Entry: filepath.Join(dir, "index.ts"), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(write(t, ""), "app.js")
	testkit.WriteFile(t, file, string(module.Text))
	return file
}

const wantEverything = "a/b,esm default,1,2,text\n,1,2,6,5,7,true"

func TestAStandaloneFileRunsOnTheEmbeddedEngine(t *testing.T) {
	file := standalone(t, write(t, everything))
	if got := evaluate(t, build(t, source(t, filepath.Dir(file), "app.js"))); got != wantEverything {
		t.Errorf("value = %q, want %q", got, wantEverything)
	}
}

func TestAStandaloneFileRunsUnderBun(t *testing.T) {
	bun := testkit.Bun(t)
	file := standalone(t, write(t, everything))
	testkit.WriteFile(t, filepath.Join(filepath.Dir(file), "main.js"), `import { value } from "./app.js"; console.log(value)`)
	out, err := exec.CommandContext(t.Context(), bun, filepath.Join(filepath.Dir(file), "main.js")).CombinedOutput()
	want := strings.Replace(wantEverything, "true", "false", 1) // bun knows which file was started
	if err != nil || string(out) != want+"\n" {
		t.Errorf("bun: %v\n%s\nwant %s", err, out, want)
	}
}

func TestStacksOfAStandaloneFileNameTheSources(t *testing.T) {
	file := standalone(t, write(t, "-- index.ts --\nimport { fail } from './lib/fail'\nexport const value = () => { try { fail() } catch (e) { return e.stack } }\n-- lib/fail.ts --\n\nexport function fail() {\n  throw new Error('x')\n}\n"))
	got := evaluate(t, build(t, source(t, filepath.Dir(file), "app.js")))
	if stack, _ := got.(string); !strings.Contains(stack, "at fail (lib/fail.ts:3:9") {
		t.Errorf("stack: %v", got)
	}
}

func TestAFileThatIsImportedForItsPathCannotBeInAStandaloneFile(t *testing.T) {
	dir := write(t, "-- index.ts --\nimport logo from './logo.png'; export const value = logo\n-- logo.png --\n")
	_, err := bundle.Standalone(bundle.Options{Entry: filepath.Join(dir, "index.ts"), Dir: dir})
	if err == nil || !strings.Contains(err.Error(), `with { type: "text" }`) {
		t.Errorf("Standalone: %v", err)
	}
}
