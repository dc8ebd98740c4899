package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// platformOptions are what can be said of a platform.
type platformOptions struct {
	words     Tokens
	names     []string
	root      string
	ephemeral bool
	closed    bool // everybody needs a token
	flags     *pflag.FlagSet
}

func newPlatform(p *Process) *cobra.Command {
	cmd, o := platformCommand()
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.takeWords(cmd, args); err != nil {
			return err
		}
		return p.runPlatform(*o)
	}
	cmd.AddCommand(newPlatformStop(p), newPlatformUpgrade(p))
	return cmd
}

// platformCommand is the command with its flags, and what they say.
func platformCommand() (*cobra.Command, *platformOptions) {
	cmd := &cobra.Command{
		Use:   "platform [port] [words and flags in any order]",
		Short: "Run many apps: a controller, an API and a dashboard",
		Long: `Run the platform: apps are deployed to it, started, scaled, updated and rolled back by commands ("rip-server deploy"), over its HTTP API, or on its dashboard. What is wanted of each app is kept in ~/.rip-server (RIP_HOME), so that all of it comes back after a restart.

On its port (default 3000) it answers for itself at localhost and for each app at <name>.localhost; apps have ports of their own besides, from 3001.

The words for HTTPS are those of serve ("rip-server help https"), and are for all that is on that port: https, on 3443, with a certificate for each host that is made here; cert.pem key.pem; https:acme, which gets certificates for the platform's names and for the hosts of its apps.

It listens on this machine only, and every user of it may give orders. With --host it listens for others, too, and then everybody needs a token, as with --require-token: the first start makes one and prints it. The user who runs the platform needs none for the commands on the same machine.`,
		Example: `rip-server platform
rip-server platform 8080 --host 0.0.0.0 --root /srv/apps
rip-server platform https:ca --redirect-http
rip-server platform --host 0.0.0.0 --acme-domain=apps.example.com`,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: completePlatformWord,
	}
	o := &platformOptions{flags: cmd.Flags()}
	fs := cmd.Flags()
	fs.String("host", "localhost", "`address` to listen on; 0.0.0.0 is all of them")
	fs.StringSliceVar(&o.names, "names", nil, "`names` that it is reached by, beside localhost and its addresses")
	fs.StringVar(&o.root, "root", "", "deploy only what is below this `directory`")
	fs.BoolVar(&o.ephemeral, "ephemeral", false, "keep nothing: no app comes back after a restart")
	fs.BoolVar(&o.closed, "require-token", false, "ask for a token also on this machine, as others may use it, too")
	addPlatformSettings(fs)
	return cmd, o
}
