package control

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDirectoryIsMadePrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rip")
	for range 2 { // made, then found
		if err := EnsureDir(dir); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode is %v, %v", info.Mode(), err)
	}
}

func TestDirectoryThatOthersCouldUseIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(t *testing.T, path string) error
		reason  string
	}{
		"open to the group": {func(_ *testing.T, p string) error {
			if err := os.Mkdir(p, 0o700); err != nil {
				return err
			}
			return os.Chmod(p, 0o750)
		}, "mode 0750"},
		"a symlink":      {func(t *testing.T, p string) error { return os.Symlink(t.TempDir(), p) }, "symbolic link"},
		"a dead symlink": {func(_ *testing.T, p string) error { return os.Symlink("/nowhere", p) }, "symbolic link"},
		"a file":         {func(_ *testing.T, p string) error { return os.WriteFile(p, nil, 0o600) }, "not a directory"},
		"of another user": {func(t *testing.T, p string) error {
			if os.Geteuid() != 0 {
				t.Skip("only root can give a directory away")
			}
			if err := os.Mkdir(p, 0o700); err != nil {
				return err
			}
			return os.Chown(p, 65534, 65534)
		}, "belongs to uid 65534"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "rip")
			if err := test.prepare(t, path); err != nil {
				t.Fatal(err)
			}
			if err := EnsureDir(path); err == nil || !strings.Contains(err.Error(), test.reason) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want the path and %q", err, test.reason)
			}
		})
	}
}
