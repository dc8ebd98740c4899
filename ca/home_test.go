package ca

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHomeIsWhereTheEnvironmentSays(t *testing.T) {
	for environ, want := range map[string]string{
		"HOME=/home/ada":               "/home/ada/.rip-server",
		"HOME=/home/ada RIP_HOME=/srv": "/srv",
		"RIP_HOME=/a RIP_HOME=/b":      "/b",
		"RIP_HOME= HOME=/home/ada":     "/home/ada/.rip-server",
	} {
		if home, err := HomeOf(strings.Fields(environ)); err != nil || home.dir != want {
			t.Errorf("%s: %s, %v", environ, home.dir, err)
		}
	}
	if _, err := HomeOf(nil); err == nil || !strings.Contains(err.Error(), "set RIP_HOME") {
		t.Errorf("no home at all: %v", err)
	}
}

func TestNobodyElseCanReadWhatIsKept(t *testing.T) {
	a := testAuthority(t)
	if _, err := a.Leaf("shop", AppNames("shop", "", nil), now); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(a.home.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Whatever others could have touched is refused, and the refusal says so.
func TestOpenOrForeignStateIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(Home) error
		want  string
	}{
		"key readable by all": {func(h Home) error { return os.Chmod(h.path(authorityDir, keyFile), 0o644) }, "chmod go-rwx"},
		"folder enterable":    {func(h Home) error { return os.Chmod(h.path(authorityDir), 0o755) }, "chmod go-rwx"},
		"home writable":       {func(h Home) error { return os.Chmod(h.dir, 0o777) }, "may be written by other users"},
		"key a link": {func(h Home) error {
			key := h.path(authorityDir, keyFile)
			return errors.Join(os.Rename(key, h.path("moved")), os.Symlink(h.path("moved"), key))
		}, "not a file that rip-server wrote"},
		"folder a link": {func(h Home) error {
			return errors.Join(os.Rename(h.path(authorityDir), h.path("moved")), os.Symlink(h.path("moved"), h.path(authorityDir)))
		}, "not a directory"},
		"root a folder": {func(h Home) error {
			return errors.Join(os.Remove(h.path(authorityDir, rootFile)), os.Mkdir(h.path(authorityDir, rootFile), 0o700))
		}, "not a file that rip-server wrote"},
	} {
		t.Run(name, func(t *testing.T) {
			home := testAuthority(t).home
			if err := c.spoil(home); err != nil {
				t.Fatal(err)
			}
			if _, err := Load(home); err == nil || errors.Is(err, ErrNone) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("load: %v", err)
			}
		})
	}
}

func TestForeignOwnerIsRefused(t *testing.T) {
	home := testAuthority(t).home
	if err := os.Chown(home.path(authorityDir, keyFile), 12345, -1); err != nil {
		t.Skip("only root can give files away")
	}
	if _, err := Load(home); err == nil || !strings.Contains(err.Error(), "belongs to uid 12345") {
		t.Errorf("load: %v", err)
	}
}

// An attacker who could once place links has them point at files that he wants
// overwritten; writing replaces the links instead.
func TestWritingNeverFollowsLinks(t *testing.T) {
	a := testAuthority(t)
	victim := filepath.Join(t.TempDir(), "victim")
	testWrite(t, victim, "precious")
	for _, dir := range []string{authorityDir, certificatesDir} {
		if err := a.home.make(dir); err != nil {
			t.Fatal(err)
		}
	}
	links := []string{a.home.path(authorityDir, keyFile), a.home.path(authorityDir, rootFile), a.home.path(certificatesDir, "shop.pem")}
	for _, link := range links {
		os.Remove(link)
		if err := os.Symlink(victim, link); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Init(a.home, nil, false, now); err == nil {
		t.Error("init takes a link for a root")
	}
	fresh, err := Init(a.home, nil, true, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fresh.Leaf("shop", AppNames("shop", "", nil), now); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(victim); string(text) != "precious" {
		t.Errorf("the file behind the link is now %q", text)
	}
	for _, link := range links {
		if info, err := os.Lstat(link); err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", link, info.Mode(), err)
		}
	}
}

func TestCertificatesFolderThatIsALinkIsNotWrittenInto(t *testing.T) {
	a := testAuthority(t)
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, a.home.path(certificatesDir)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Leaf("shop", AppNames("shop", "", nil), now); err == nil {
		t.Error("it was written into")
	}
	if _, err := Clean(a.home); err == nil {
		t.Error("it was cleaned")
	}
	if entries, _ := os.ReadDir(elsewhere); len(entries) > 0 {
		t.Errorf("behind the link: %v", entries)
	}
}
