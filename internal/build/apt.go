package build

import (
	"fmt"
	"os"
	"path/filepath"
)

// debianKeys is where Debian keeps the keys its archives are signed with.
const debianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg"

// privateApt is an apt with sources, lists and caches of its own in dir, so
// that fetching a source package needs no root and changes nothing else.
type privateApt struct{ dir string }

// newPrivateApt sets one up that knows the sources of wptSuite on a mirror.
func newPrivateApt(dir, mirror string) (privateApt, error) {
	for _, folder := range []string{"lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			return privateApt{}, fmt.Errorf("set up a private apt: %w", err)
		}
	}
	source := fmt.Sprintf("deb-src [signed-by=%s] %s %s main\n", debianKeys, mirror, wptSuite)
	if err := os.WriteFile(filepath.Join(dir, "sources.list"), []byte(source), 0o644); err != nil {
		return privateApt{}, fmt.Errorf("set up a private apt: %w", err)
	}
	return privateApt{dir}, nil
}

// args are the arguments of an apt command that keep it inside dir.
func (a privateApt) args(command ...string) []string {
	args := []string{
		"-o", "Dir::Etc::sourcelist=" + filepath.Join(a.dir, "sources.list"),
		"-o", "Dir::Etc::sourceparts=/dev/null",
		"-o", "Dir::State::lists=" + filepath.Join(a.dir, "lists"),
		"-o", "Dir::Cache=" + filepath.Join(a.dir, "cache"),
		"-o", "APT::Sandbox::User=root", // the directory is ours, not the _apt user's
	}
	return append(args, command...)
}
