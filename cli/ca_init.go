package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
)

func newCAInit(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make the authority",
		Long:  `Make the authority: a key that stays on this machine, and a root certificate, valid for two years. Nothing trusts it until "rip-server ca trust".`,
		Args:  atMost(0),
	}
	hosts := cmd.Flags().StringSlice("host", nil, "also sign for this `host` and its subdomains, or this address; may be repeated")
	force := cmd.Flags().Bool("force", false, "replace the authority that is there")
	cmd.RunE = func(*cobra.Command, []string) error {
		home, err := ca.HomeOf(p.Environ)
		if err != nil {
			return err
		}
		old, err := ca.Load(home)
		if err != nil && !errors.Is(err, ca.ErrNone) && !*force {
			return err
		}
		authority, err := ca.Init(home, *hosts, *force, time.Now())
		if err != nil {
			return err
		}
		info := authority.Info()
		fmt.Fprintf(p.Stdout, "made %s, until %s, in %s\n", info.Name, info.NotAfter.Format(time.DateOnly), shortPath(info.File))
		if hosts := authority.Hosts(); len(hosts) > 0 {
			fmt.Fprintf(p.Stdout, "it signs for %s too\n", strings.Join(hosts, ", "))
		}
		if old != nil && ca.Trusted(old.Root) {
			fmt.Fprintln(p.Stdout, "the old one is still trusted, which does no harm: its key is gone")
		}
		fmt.Fprintln(p.Stdout, "next: rip-server ca trust")
		return nil
	}
	return cmd
}
