package bundle

import (
	"os"
	"path/filepath"
	"regexp"
	"sync"
)

// guessCommonJS is what a module is most likely, from its name and a look at its
// text: esbuild takes what imports or exports for an ES module, whatever its
// package says. A guess that is wrong costs another build of all packages, which
// is half of what the first start of an app with many of them takes.
func guessCommonJS(path string) bool {
	switch filepath.Ext(path) {
	case ".cjs", ".cts":
		return true
	case ".mjs", ".mts":
		return false
	}
	text, err := os.ReadFile(path)
	return err == nil && !moduleSyntax().Match(text)
}

// moduleSyntax finds an import or export where a statement may begin.
var moduleSyntax = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)(?:^|[;}])\s*(?:` +
		`export\s*(?:[{*]|default\b|const\b|let\b|var\b|function\b|class\b|async\b)|` +
		`import\s*(?:[{*"']|[\w$]+\s*(?:,|\bfrom\b)))`)
})
