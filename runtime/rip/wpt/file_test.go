package wpt

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// testFile is one test, foo.any.js or foo.window.js, with what its META
// comments ask for.
type testFile struct {
	root    string   // of the web-platform tests
	path    string   // relative to the root, with slashes
	source  string   //
	scripts []string // to be run first, relative to the root
	variant string   // "?1-10": the query of the page's URL
	title   string
}

// load reads a test: one testFile per variant.
func load(root, name string) ([]testFile, error) {
	source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	f := testFile{root: root, path: name, source: string(source), title: path.Base(name)}
	var variants []string
	for line := range strings.Lines(f.source) {
		meta, ok := strings.CutPrefix(strings.TrimSpace(line), "// META:")
		if !ok {
			continue
		}
		key, value, _ := strings.Cut(strings.TrimSpace(meta), "=")
		switch key {
		case "script":
			f.scripts = append(f.scripts, f.resolve(value))
		case "variant":
			variants = append(variants, value)
		case "title":
			f.title = value
		}
	}
	if len(variants) == 0 {
		variants = []string{""}
	}
	var files []testFile
	for _, variant := range variants {
		f.variant = variant
		files = append(files, f)
	}
	return files, nil
}

// resolve is where a URL that the test mentions lies under the root.
func (f testFile) resolve(url string) string {
	url, _, _ = strings.Cut(url, "?")
	if url == "/resources/WebIDLParser.js" { // an alias that the WPT server makes
		return "resources/webidl2/lib/webidl2.js"
	}
	if strings.HasPrefix(url, "/") {
		return path.Clean(url)[1:]
	}
	return path.Join(path.Dir(f.path), url)
}

// read returns a file's content by the URL that the test mentions.
func (f testFile) read(url string) (string, error) {
	content, err := os.ReadFile(filepath.Join(f.root, filepath.FromSlash(f.resolve(url))))
	return string(content), err
}

// testsIn lists the tests of a directory of the web-platform tests and below.
func testsIn(t *testing.T, root, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasSuffix(file, ".any.js") || strings.HasSuffix(file, ".window.js") {
			relative, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			names = append(names, filepath.ToSlash(relative))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("list the web-platform tests of %s: %v (mage wpt fetches them)", dir, err)
	}
	return names
}
