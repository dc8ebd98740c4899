package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// platformOptions are what can be said of a platform.
type platformOptions struct {
	port      int
	host      string
	names     []string
	root      string
	ephemeral bool
	closed    bool // everybody needs a token
	flags     *pflag.FlagSet
}

func newPlatform(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "platform [port]",
		Short: "Run many apps: a controller, an API and a dashboard",
		Long: `Run the platform: apps are deployed to it, started, scaled, updated and rolled back by commands ("rip-server deploy"), over its HTTP API, or on its dashboard. What is wanted of each app is kept in ~/.rip-server (RIP_HOME), so that all of it comes back after a restart.

On its port (default 3000) it answers for itself at localhost and for each app at <name>.localhost; apps have ports of their own besides, from 3001.

It listens on this machine only, and every user of it may give orders. With --host it listens for others, too, and then everybody needs a token, as with --require-token: the first start makes one and prints it. The user who runs the platform needs none for the commands on the same machine.`,
		Example: "rip-server platform\nrip-server platform 8080 --host 0.0.0.0 --root /srv/apps",
		Args:    cobra.ArbitraryArgs,
	}
	o := platformOptions{flags: cmd.Flags()}
	fs := cmd.Flags()
	fs.StringVar(&o.host, "host", "localhost", "`address` to listen on; 0.0.0.0 is all of them")
	fs.StringSliceVar(&o.names, "names", nil, "`names` that it is reached by, beside localhost and its addresses")
	fs.StringVar(&o.root, "root", "", "deploy only what is below this `directory`")
	fs.BoolVar(&o.ephemeral, "ephemeral", false, "keep nothing: no app comes back after a restart")
	fs.BoolVar(&o.closed, "require-token", false, "ask for a token also on this machine, as others may use it, too")
	addPlatformSettings(fs)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.takePort(cmd, args); err != nil {
			return err
		}
		return p.runPlatform(o)
	}
	cmd.AddCommand(newPlatformStop(p), newPlatformUpgrade(p))
	return cmd
}

// addPlatformSettings adds the settings of an app that make sense for the
// platform's own port, too.
func addPlatformSettings(fs *pflag.FlagSet) {
	wanted := []string{"trust-proxy", "header-timeout-ms", "idle-timeout-ms", "drain-timeout-ms", "json-logging", "log-level"}
	all := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	config.AddFlags(all)
	all.VisitAll(func(f *pflag.Flag) {
		if slices.Contains(wanted, f.Name) {
			fs.AddFlag(f)
		}
	})
}

// defaultPlatformPort is that of the older server, too.
const defaultPlatformPort = 3000

func (o *platformOptions) takePort(cmd *cobra.Command, args []string) error {
	o.port = defaultPlatformPort
	switch {
	case len(args) == 0:
		return nil
	case len(args) > 1:
		return usagef("%s is one argument too many: %s", shown(args[1]), usageLine(cmd))
	case !allDigits(args[0]):
		return noMember(cmd, args[0])
	}
	port, err := strconv.Atoi(args[0])
	if err != nil || port > 65535 {
		return usagef("%s is no port; ports are 1 to 65535, and 0 takes any free one", args[0])
	}
	o.port = port
	return nil
}
