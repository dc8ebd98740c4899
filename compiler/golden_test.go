package compiler_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// update has the golden files written anew.
func update() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the golden files")
	flag.Parse()
	os.Exit(m.Run())
}

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
	for _, folder := range []string{"forms", "errors", "programs"} {
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

// golden compares text with the file at path, or writes it there.
func golden(t *testing.T, path, text string) {
	t.Helper()
	if update() {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(read(t, path), text); d != "" {
		t.Errorf("%s differs from what is made now (-file +now); if it is right, run the test with -update\n%s", path, d)
	}
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
			golden(t, strings.TrimSuffix(path, ".rip")+".js", string(result.Code))
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
			golden(t, strings.TrimSuffix(path, ".rip")+".txt", b.String())
		})
	}
}

func TestMistakesAreJSONForEditors(t *testing.T) {
	_, err := compiler.Compile([]byte("x = (1\n"), compiler.Options{Path: "app.rip"})
	text, encodeErr := err.(diag.List).JSON()
	if encodeErr != nil {
		t.Fatal(encodeErr)
	}
	golden(t, filepath.Join("testdata", "diagnostics.json"), string(text)+"\n")
}
