package compiler_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/internal/testkit"
)

// sources lists the .rip files of a folder under testdata.
func sources(t testing.TB, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.rip"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no .rip files under testdata/%s: %v", folder, err)
	}
	return files
}

// seeds is the text of every golden program.
func seeds(t testing.TB) []string {
	t.Helper()
	var list []string
	for _, folder := range []string{"forms", "errors", "programs", "schema"} {
		for _, path := range sources(t, folder) {
			list = append(list, read(t, path))
		}
	}
	return list
}

// read is a file's text.
func read(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFormsCompileToTheirGoldenJavaScript(t *testing.T) {
	for _, path := range sources(t, "forms") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			result, err := compiler.Compile([]byte(read(t, path)), compiler.Options{Path: filepath.Base(path)})
			if err != nil {
				t.Fatal(err)
			}
			if err := parseJavaScript(result.Code); err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, strings.TrimSuffix(path, ".rip")+".js", string(result.Code))
		})
	}
}

func TestMistakesAreToldAsInTheirGoldenFiles(t *testing.T) {
	for _, path := range sources(t, "errors") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			_, err := compiler.Compile([]byte(read(t, path)), compiler.Options{Path: filepath.Base(path)})
			list, ok := err.(diag.List)
			if !ok {
				t.Fatalf("error %v, want diagnostics", err)
			}
			var b strings.Builder
			for _, d := range list {
				b.WriteString(d.Frame())
				b.WriteString("\n")
			}
			testkit.Golden(t, strings.TrimSuffix(path, ".rip")+".txt", b.String())
		})
	}
}

func TestMistakesAreJSONForEditors(t *testing.T) {
	_, err := compiler.Compile([]byte("x = (1\n"), compiler.Options{Path: "app.rip"})
	text, encodeErr := err.(diag.List).JSON()
	if encodeErr != nil {
		t.Fatal(encodeErr)
	}
	testkit.Golden(t, filepath.Join("testdata", "diagnostics.json"), string(text)+"\n")
}
