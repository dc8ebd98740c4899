package cli

import (
	"maps"
	"slices"

	"github.com/rip-server/rip-server/api"
)

// examineAPI says which packages of the app stand in the place of @rip/api.
func examineAPI(dir string) (findings []finding) {
	installed := api.Installed(dir)
	for _, name := range slices.Sorted(maps.Keys(installed)) {
		findings = append(findings, ok("api", "%s is the app's own package (%s), not the one of rip-server", name, shortPath(installed[name])))
	}
	return findings
}
