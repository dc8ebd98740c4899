package api

import (
	"path"

	"github.com/rip-server/rip-server/internal/nodemodules"
)

// within is the embedded file that a relative import means.
func within(importer, specifier string) string {
	dir := "src"
	if importer != "<stdin>" {
		dir = path.Dir(importer)
	}
	return path.Join(dir, specifier) + ".ts"
}

// Installed says which of Packages an app in dir has of its own: those win over
// the API, as they would without rip-server. The paths are those of the
// packages, by name.
func Installed(dir string) map[string]string {
	found := map[string]string{}
	for _, pkg := range Packages() {
		if installed := nodemodules.Find(dir, pkg); installed != "" {
			found[pkg] = installed
		}
	}
	return found
}
