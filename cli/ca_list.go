package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
)

func newCAList(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "The certificates it has signed",
		Long: "List the certificates that the authority has signed for apps. They are made, renewed and made anew as apps need them.",
		Args: atMost(0),
	}
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		home, err := ca.HomeOf(p.Environ)
		if err != nil {
			return err
		}
		list, err := ca.List(home, time.Now())
		if err != nil {
			return err
		}
		if *asJSON {
			return p.printJSON(append([]ca.Info{}, list...)) // none is [], not null
		}
		if len(list) == 0 {
			fmt.Fprintln(p.Stdout, "no certificates yet; serving an app with https:ca makes one")
			return nil
		}
		s := newStyles()
		t := newTable()
		t.add("APP", "UNTIL", "NAMES")
		for _, info := range list {
			if info.Problem != "" {
				t.add(s.name.Render(info.Name), s.warn.Render(info.Problem))
				continue
			}
			t.add(s.name.Render(info.Name), info.NotAfter.Format(time.DateOnly), strings.Join(info.Names, " "))
		}
		fmt.Fprint(p.styled(p.Stdout), t.String(""))
		return nil
	}
	return cmd
}

// authorityInfo is what `ca info --json` prints.
type authorityInfo struct {
	ca.Info
	Hosts   []string `json:"hosts"`   // those of init --host
	Trusted bool     `json:"trusted"` // by the system's store
}

func newCAInfo(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "info", Short: "What it is, and whether it is trusted",
		Long: "Show the root certificate: where it is, how long it lasts, what it may sign for, and whether this system trusts it.",
		Args: atMost(0),
	}
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		authority, err := p.authority()
		if err != nil {
			return err
		}
		info := authorityInfo{authority.Info(), append([]string{}, authority.Hosts()...), ca.Trusted(authority.Root)}
		if *asJSON {
			return p.printJSON(info)
		}
		trusted := "yes"
		if !info.Trusted {
			trusted = "not by the system (rip-server ca trust)"
		}
		t := newTable()
		t.add("name", info.Name)
		t.add("file", shortPath(info.File))
		t.add("until", info.NotAfter.Format(time.DateOnly))
		t.add("trusted", trusted)
		t.add("signs for", strings.Join(info.Names, " "))
		t.add("SHA-256", info.Fingerprint)
		fmt.Fprint(p.Stdout, t.String(""))
		return nil
	}
	return cmd
}

func newCAClean(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "clean", Short: "Remove what it has signed, or all of it",
		Long: `Remove the certificates of apps; they are made again when they are needed. With --all the authority is removed too; run "rip-server ca untrust" first.`,
		Args: atMost(0),
	}
	all := cmd.Flags().Bool("all", false, "remove the authority, too")
	cmd.RunE = func(*cobra.Command, []string) error {
		home, err := ca.HomeOf(p.Environ)
		if err != nil {
			return err
		}
		removed, err := ca.Clean(home)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.Stdout, "removed %s\n", counted(len(removed), "certificate"))
		if !*all {
			return nil
		}
		authority, err := ca.Load(home)
		if err != nil {
			return err
		}
		if err := authority.Remove(); err != nil {
			return err
		}
		fmt.Fprintln(p.Stdout, "removed the authority")
		return nil
	}
	return cmd
}
