// Package nodemodules finds installed packages where node and its kin look for
// them: in node_modules of a folder, and of those above it.
package nodemodules

import (
	"os"
	"path/filepath"
)

// Find is the folder of the package that code in dir, an absolute path, imports
// by that name; "" when there is none. A folder without package.json is no package.
func Find(dir, pkg string) string {
	for {
		found := filepath.Join(dir, "node_modules", filepath.FromSlash(pkg))
		if _, err := os.Stat(filepath.Join(found, "package.json")); err == nil {
			return found
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}
