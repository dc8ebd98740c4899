package bundle_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
	"github.com/rip-server/rip-server/runtime/rip/intl"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// npm is where real packages are installed; without them the test is skipped.
func npm(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(testkit.Root(t), "runtime", "rip", "testdata", "npm")
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		const how = "the npm packages are missing: run `go tool mage deps`"
		if os.Getenv("CI") != "" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	return dir
}

// Each probe imports a package, uses what it is for, and exports as value what
// came of it, and as want what should have.
func TestRealPackagesCanBeBundledAndEvaluated(t *testing.T) {
	dir := npm(t)
	probes, err := filepath.Glob(filepath.Join(dir, "probes", "*.ts"))
	if err != nil || len(probes) == 0 {
		t.Fatalf("no probes: %v", err)
	}
	for _, probe := range probes {
		t.Run(strings.TrimSuffix(filepath.Base(probe), ".ts"), func(t *testing.T) {
			lacking(t, probe)
			for mode, change := range map[string]func(*bundle.Options){"within": func(*bundle.Options) {}, "apart": dev} {
				b := build(t, source(t, dir, filepath.Join("probes", filepath.Base(probe)), change))
				got, err := exported(platform(t), b, "value", "want")
				if err != nil {
					t.Errorf("packages %s the app: %v", mode, err)
				} else if got[0] != got[1] {
					t.Errorf("packages %s the app: value = %v, want %v", mode, got[0], got[1])
				}
			}
		})
	}
}

// lacking skips a probe that needs a global ("// needs crypto") which the VM of
// this test has not: it is another feature's.
func lacking(t *testing.T, probe string) {
	t.Helper()
	text, err := os.ReadFile(probe)
	if err != nil {
		t.Fatal(err)
	}
	vm := platform(t)
	for _, needs := range regexp.MustCompile(`(?m)^// needs (\w+)$`).FindAllStringSubmatch(string(text), -1) {
		if vm.GlobalObject().Get(needs[1]) == nil {
			t.Skipf("%s needs %s", filepath.Base(probe), needs[1])
		}
	}
}

// platform is a VM with the language completed, the web platform and Intl.
func platform(t testing.TB) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, es.Feature, web.Feature, intl.Feature)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}
