package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// stamp is set by the linker: -X github.com/rip-server/rip-server/cli.stamp=v1.2.3
var stamp string

// versionInfo is what `version --json` prints.
type versionInfo struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func newVersion(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Version, Go and platform",
		Args:  atMost(0),
	}
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		info := versionInfo{version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
		if *asJSON {
			return p.printJSON(info)
		}
		fmt.Fprintf(p.Stdout, "rip-server %s (%s, %s)\n", info.Version, info.Go, info.Platform)
		return nil
	}
	return cmd
}

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

// jsonFlag adds --json to a verb that has no configuration of an app.
func jsonFlag(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("json", false, "print the answer as JSON, for programs")
}
