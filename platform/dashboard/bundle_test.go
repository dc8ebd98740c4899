package dashboard_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/build"
	"github.com/rip-server/rip-server/internal/testkit"
)

// mostGzipped is what the whole page may take on the wire, in bytes.
const mostGzipped = 60 << 10

// committed are the files of dist by their slashed paths.
func committed(t *testing.T) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	dist := os.DirFS("dist")
	err := fs.WalkDir(dist, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(dist, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func repo(t *testing.T) build.Repo {
	t.Helper()
	return build.Repo{Root: testkit.Root(t), Out: t.Output(), Err: t.Output()}
}

func TestTheBundleIsWhatItsSourcesMake(t *testing.T) {
	made, err := repo(t).DashboardFiles()
	if errors.Is(err, build.ErrNoDashboardPackages) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	have := committed(t)
	for name, content := range made {
		if !bytes.Equal(have[name], content) {
			t.Errorf("dist/%s is not what src makes: go tool mage dashboard", name)
		}
	}
	for name := range have {
		if made[name] == nil {
			t.Errorf("dist/%s is of an older src: go tool mage dashboard", name)
		}
	}
}

func TestThePageIsSmall(t *testing.T) {
	total := 0
	for name, content := range committed(t) {
		if name == "licenses.txt" { // asked for by nobody's browser
			continue
		}
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		w.Write(content)
		w.Close()
		total += zipped.Len()
	}
	t.Logf("%d bytes with gzip", total)
	if total > mostGzipped {
		t.Errorf("the page takes %d bytes with gzip, %d are allowed", total, mostGzipped)
	}
}

func TestTheLicencesOfWhatIsBundledComeAlong(t *testing.T) {
	text := string(committed(t)["licenses.txt"])
	for _, name := range []string{"preact", "@preact/signals", "@preact/signals-core", "uplot"} {
		if !strings.Contains(text, name+"\n\n") {
			t.Errorf("licenses.txt lacks %s", name)
		}
	}
}

func TestTypesFitTogether(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	if err := repo(t).DashboardTypes(t.Context()); errors.Is(err, build.ErrNoDashboardPackages) {
		t.Skip(err)
	} else if err != nil {
		t.Error(err)
	}
}

// TestScripts runs src/*.test.ts: what the page's pure functions promise.
func TestScripts(t *testing.T) {
	bun := testkit.Bun(t)
	out, err := exec.CommandContext(t.Context(), bun, "test", filepath.Join(testkit.Root(t), "platform", "dashboard", "src")).CombinedOutput()
	if err != nil {
		t.Errorf("bun test: %v\n%s", err, out)
	}
}
