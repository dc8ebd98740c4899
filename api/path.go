package api

import (
	"os"
	"path"
	"path/filepath"
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
		for at := dir; ; at = filepath.Dir(at) {
			installed := filepath.Join(at, "node_modules", filepath.FromSlash(pkg))
			if _, err := os.Stat(filepath.Join(installed, "package.json")); err == nil {
				found[pkg] = installed
				break
			}
			if at == filepath.Dir(at) {
				break
			}
		}
	}
	return found
}
