package cli

import (
	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

// family makes cmd a command that is nothing without one of its members: alone
// it prints its help.
func family(cmd *cobra.Command, members ...*cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return noMember(cmd, args[0])
	}
	cmd.AddCommand(members...)
	return cmd
}

// noMember is the answer to "ca inti": the one that was probably meant.
func noMember(cmd *cobra.Command, word string) error {
	name := cmd.Name()
	if near := config.Nearest(word, verbs(cmd)); near != "" {
		return usagef("%s has no %s; did you mean %q?", name, shown(word), "rip-server "+name+" "+near)
	}
	return usagef("%s has no %s: %s", name, shown(word), usageLine(cmd))
}
