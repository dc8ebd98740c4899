package cli

import "runtime/debug"

// stamp is set by the linker: -X github.com/rip-server/rip-server/cli.stamp=v1.2.3
var stamp string

// version is the stamp of a release build, else what Go knows of the commit.
func version() string {
	if stamp != "" {
		return stamp
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "dev-" + s.Value[:min(12, len(s.Value))]
		}
	}
	return "dev"
}
