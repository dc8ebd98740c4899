package copies

import (
	"fmt"
	"os"
	"path/filepath"
)

// link makes the symbolic link at rel in the copy, where it leads to the same
// file of the copy.
func (t *tree) link(rel string) error {
	target, err := os.Readlink(filepath.Join(t.from, rel))
	if err != nil {
		return err
	}
	aim, ok := t.aim(rel, target)
	if !ok {
		return fmt.Errorf("%s in %s is a link to %s, which a copy would not have: deploy a directory that has both, or deploy it in place, without copy", rel, t.from, target)
	}
	return os.Symlink(aim, filepath.Join(t.to, rel))
}

// aim is what a link has to say in the copy; ok is whether it leads to something
// in the tree.
func (t *tree) aim(rel, target string) (aim string, ok bool) {
	dir := filepath.Dir(filepath.Join(t.from, rel))
	path := target
	if !filepath.IsAbs(target) {
		path = dir + string(filepath.Separator) + target // not cleaned: a/.. is not always here
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil { // it leads nowhere now, and may do so there
		real = filepath.Clean(path)
	}
	aim, err = filepath.Rel(dir, real) // it may have led around by places outside
	return aim, err == nil && within(t.from, real)
}

// within is whether path is dir or in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
