package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rip-server/rip-server/config"
)

// The fuzz targets check that no text of a file makes Load panic, and that
// what it accepts is valid and stays the same when its values are given again.

func FuzzYAMLFile(f *testing.F) {
	fuzzFile(f, "rip-server.yaml", "workers: 4\nmaxAge: 6h\ntrustProxy: [10.0.0.0/8]\n", "a: &a [*a]\n", "? [1]\n: 2\n", "1: 2\nnull: x\n", "workers: 2024-01-01\n", "<<: {workers: 3}\n")
}

func FuzzTOMLFile(f *testing.F) {
	fuzzFile(f, "rip-server.toml", "workers = 4\nmaxMemory = \"1G\"\n", "[a.b]\nc = 1979-05-27T07:32:00Z\n", "max-queue = 0x10\n", "workers = inf\n", "trustProxy = [[1], 'x']\n")
}

func FuzzJSONFile(f *testing.F) {
	fuzzFile(f, "rip-server.json", `{"workers": 4, "json": true}`, `{"maxQueue": 1e3}`, `{"surge": 1e400}`, `{"trustProxy": ["::1", null]}`, `[]`, `{"": {}}`)
}

func FuzzPackageFile(f *testing.F) {
	fuzzFile(f, "package.json", `{"rip-server": {"workers": 4}}`, `{"rip-server": []}`, `{"x":"rip-server"}`)
}

func FuzzDotenvFile(f *testing.F) {
	fuzzFile(f, ".env", "RIP_WORKERS=4\n", "export RIP_HOST='::1'\n", "RIP_NAME=${RIP_NAME}\n", "RIP_X: \"\\n\n")
}

func fuzzFile(f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		loaded, err := config.Load(config.Sources{Dir: dir})
		if err != nil {
			return
		}
		if _, err := loaded.Config.Validate(); err != nil {
			t.Fatalf("accepted and invalid: %v", err)
		}
		values := map[string]any{}
		for _, row := range loaded.Explain() {
			values[row.Key.Name] = row.Value
		}
		again, err := config.Load(config.Sources{Tokens: values})
		if err != nil {
			t.Fatalf("its own values are refused: %v", err)
		}
		if diff := cmp.Diff(loaded.Explain(), again.Explain(), cmp.FilterPath(isNotValue, cmp.Ignore())); diff != "" {
			t.Fatal(diff)
		}
	})
}

func isNotValue(path cmp.Path) bool {
	field, ok := path.Last().(cmp.StructField)
	return ok && (field.Name() == "Key" || field.Name() == "Source")
}
