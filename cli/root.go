package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// newRoot is the whole command tree. The root itself is serve without its
// name: `rip-server ./app w:4`.
func newRoot(p *Process) *cobra.Command {
	root := newServe(p)
	root.Use = "rip-server [serve] <app-path> [words and flags in any order]"
	root.Short = "Serve web apps written in Rip, TypeScript or JavaScript"
	root.SilenceUsage, root.SilenceErrors = true, true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usagef("%w (see %q)", err, "rip-server help")
	})
	run := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 && cmd.Flags().NFlag() == 0 {
			return cmd.Help()
		}
		return run(cmd, args)
	}
	root.AddCommand(newServe(p))
	return root
}

// appFlags adds what every verb that loads an app's configuration takes.
func appFlags(fs *pflag.FlagSet) *string {
	config.AddFlags(fs)
	return fs.String("config", "", "also read this configuration `file` (yaml, toml or json)")
}
