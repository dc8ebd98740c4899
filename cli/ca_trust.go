package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
)

func newCATrust(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trust",
		Short: "Have browsers and programs here trust it",
		Long: `Put the root certificate where the programs of this machine look for the authorities that they trust: into the system's store, which may ask for your password, and into that of Firefox and Chromium, which does not. What is done is said first, and what cannot be done is said with the steps to do it by hand.

Browsers that are running may have to be started again.`,
		Example: "rip-server ca trust\nrip-server ca trust --no-system      # browsers only, without a password\nrip-server ca trust --dry-run\nrip-server ca trust --manual         # for phones and other programs, too",
		Args:    atMost(0),
	}
	choice := storeFlags(cmd)
	manual := cmd.Flags().Bool("manual", false, "tell the steps to do it by hand, and do nothing")
	cmd.RunE = func(*cobra.Command, []string) error {
		authority, err := p.authority()
		if err != nil {
			return err
		}
		if *manual {
			fmt.Fprint(p.Stdout, ca.Manual(authority.RootPath()))
			return nil
		}
		err = p.eachStore(authority, choice, storeOrder{
			does: func(s ca.Store) string { return s.Install },
			run:  func(s ca.Store) error { return s.Trust(authority.Root) },
			done: "trusts it now",
		})
		if err != nil {
			fmt.Fprintf(p.Stdout, "\nBy hand\n\n%s", ca.Manual(authority.RootPath()))
		}
		return err
	}
	return cmd
}

func newCAUntrust(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "untrust",
		Short: "Undo trust",
		Long:  "Take the root certificate out of the places that trust puts it into. The authority stays, and can be trusted again.",
		Args:  atMost(0),
	}
	choice := storeFlags(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		authority, err := p.authority()
		if err != nil {
			return err
		}
		return p.eachStore(authority, choice, storeOrder{
			does: func(s ca.Store) string { return s.Uninstall },
			run:  func(s ca.Store) error { return s.Untrust(authority.Root) },
			done: "does not trust it any more",
		})
	}
	return cmd
}

// storeChoice is which stores are meant, and whether anything is done.
type storeChoice struct{ noSystem, noBrowsers, dryRun *bool }

func storeFlags(cmd *cobra.Command) storeChoice {
	fs := cmd.Flags()
	return storeChoice{
		noSystem:   fs.Bool("no-system", false, "leave the system's store alone, which needs a password"),
		noBrowsers: fs.Bool("no-browsers", false, "leave the store of Firefox and Chromium alone"),
		dryRun:     fs.Bool("dry-run", false, "say what would be done, and do nothing"),
	}
}

// storeOrder is what is done with each store.
type storeOrder struct {
	does func(ca.Store) string
	run  func(ca.Store) error
	done string
}

// eachStore carries the order out everywhere it can, and fails when it could
// nowhere, or when what could be done went wrong.
func (p *Process) eachStore(authority *ca.Authority, choice storeChoice, order storeOrder) error {
	var failures []error
	done := 0
	for i, store := range ca.Stores(authority.Root) {
		if i == 0 && *choice.noSystem || i > 0 && *choice.noBrowsers {
			continue
		}
		if store.Missing != nil {
			fmt.Fprintf(p.Stdout, "- %s: %v\n", store.Name, store.Missing)
			continue
		}
		fmt.Fprintf(p.Stdout, "- %s: %s\n", store.Name, order.does(store))
		if *choice.dryRun {
			done++
			continue
		}
		if err := order.run(store); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", store.Name, err))
			continue
		}
		fmt.Fprintf(p.Stdout, "  it %s\n", order.done)
		done++
	}
	if done == 0 && failures == nil {
		return errors.New("nothing could be done")
	}
	return errors.Join(failures...)
}
