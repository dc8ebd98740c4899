package appserver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// packagesApp is where an app mounts one app for each package of npm, and
// beside each are its requests and what they must answer (a transcript).
func packagesApp(t *testing.T) string {
	t.Helper()
	npm := filepath.Join(testkit.Root(t), "runtime", "rip", "testdata", "npm")
	if _, err := os.Stat(filepath.Join(npm, "node_modules")); err != nil {
		const how = "the npm packages are missing: run `go tool mage deps`"
		if os.Getenv("CI") != "" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	return filepath.Join(npm, "served")
}

// The transcripts are bun's answers; -update records them.
func TestPackagesAnswerThroughTheServerAsUnderBun(t *testing.T) {
	if testing.Short() {
		t.Skip("a long story: 24 apps on both runtimes")
	}
	app := packagesApp(t)
	t.Run("bun", func(t *testing.T) { talkToPackages(t, app, func(*setup) {}) })
	if testkit.Update() {
		return
	}
	isolations(t, func(t *testing.T, use func(*setup)) {
		talkToPackages(t, app, use)
	})
}

// talkToPackages asks one worker all that the transcripts ask.
func talkToPackages(t *testing.T, app string, configure func(*setup)) {
	s := serve(t, app, func(set *setup) { configure(set); set.Workers, set.BootTimeout = 1, patience }).ready()
	transcripts, err := filepath.Glob(filepath.Join(app, "*.http"))
	if err != nil || len(transcripts) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range transcripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".http"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, path, s.converse(t, string(text)))
		})
	}
}
