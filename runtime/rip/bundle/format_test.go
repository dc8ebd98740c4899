package bundle

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFormatOfAModuleIsGuessedFromItsText(t *testing.T) {
	for name, tt := range map[string]struct {
		text     string
		commonJS bool
	}{
		"a.cjs":  {"export default 1", true},
		"a.mjs":  {"module.exports = 1", false},
		"b.js":   {"module.exports = require('x') // export it", true},
		"c.js":   {"'use strict';\nexports.import = (x) => x;", true},
		"d.js":   {"export * from './x'", false},
		"e.js":   {"/* a licence */\nimport a, { b } from 'x';\n", false},
		"f.js":   {"import'x';", false},
		"g.js":   {"var a=1;export{a as b};", false},
		"h.js":   {"function f(){}export default f", false},
		"i.js":   {"const x = import('x'); module.exports = x", true},
		"j.js":   {"import.meta.url", true}, // only esbuild knows
		"k.js":   {"", true},
		"l.ts":   {"export async function f() {}", false},
		"none.x": {"", true},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := guessCommonJS(path); got != tt.commonJS {
			t.Errorf("%s: %q is CommonJS: %v", name, tt.text, got)
		}
	}
}
