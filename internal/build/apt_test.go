package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrivateAptStaysInItsFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "apt")
	apt, err := newPrivateApt(dir, "http://mirror.example/debian/")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(dir, "sources.list"))
	want := "deb-src [signed-by=" + debianKeys + "] http://mirror.example/debian/ " + wptSuite + " main\n"
	if err != nil || string(source) != want {
		t.Errorf("sources.list: %q, %v", source, err)
	}
	for _, arg := range apt.args("update") {
		if key, path, ok := strings.Cut(arg, "="); ok && strings.HasPrefix(key, "Dir::") && path != "/dev/null" && !strings.HasPrefix(path, dir) {
			t.Errorf("%s is outside of %s", arg, dir)
		}
	}
}
