package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
)

func newStatus(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status [app]",
		Short: "How the running servers are",
		Long: `Show the running servers of this user: their workers, traffic and URLs. With an app named, or only one running, also each of its workers. Apps of the platform are shown, too, as "rip-server list" does.

The exit code is 0 when all that is shown is well, and 1 when nothing runs or an app is degraded.`,
		Example: "rip-server status\nrip-server status shop --json",
		Args:    atMost(1), ValidArgsFunction: p.completeApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.status(ctx, args, f) })
	}
	return cmd
}

func (p *Process) status(ctx context.Context, args []string, f *platformFlags) error {
	a, err := p.around(ctx, f)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		one, err := a.named(args[0])
		switch {
		case err != nil:
			return err
		case one.client != nil:
			return p.listOne(one.app, f.json)
		}
		a = around{servers: control.Discovery{Running: []control.Running{one.server}}}
	}
	return p.statusOf(a, len(args) > 0, f.json)
}

// statusOf prints all that runs; one is whether it was asked for by its name.
func (p *Process) statusOf(a around, one, asJSON bool) error {
	found := a.servers
	list := []control.Status{} // [] rather than null in JSON
	for _, r := range found.Running {
		list = append(list, r.Status)
	}
	if asJSON {
		var err error
		if one {
			err = p.printJSON(list[0])
		} else {
			err = p.printJSON(list)
		}
		return errors.Join(err, a.illness(list))
	}
	out := p.styled(p.Stdout)
	if len(list) > 0 {
		fmt.Fprint(out, statusTable(list))
	}
	if len(list) == 1 {
		fmt.Fprint(out, statusDetails(list[0]))
	}
	if len(a.apps) > 0 {
		if len(list) > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprint(out, newStyles().dim.Render("platform at "+a.platform), "\n", appTable(a.apps))
	}
	p.mentionLeftovers(found)
	return a.illness(list)
}

// mentionLeftovers tells of sockets without a server that answers.
func (p *Process) mentionLeftovers(found control.Discovery) {
	for _, socket := range found.Stale {
		fmt.Fprintf(p.Stderr, "a dead server left %s; the next start of that app removes it\n", socket)
	}
	for _, socket := range found.Silent {
		fmt.Fprintf(p.Stderr, "a server at %s does not answer; if it hangs, find its process with \"rip-server doctor\"\n", socket)
	}
}

// illness is why status exits with 1, and what to do.
func (a around) illness(list []control.Status) error {
	if len(list) == 0 && a.client == nil {
		return errNoneRunning
	}
	return errors.Join(illness(list), trouble(a.apps))
}

func illness(list []control.Status) error {
	var ill []string
	for _, s := range list {
		if s.Status != "degraded" {
			continue
		}
		reason := s.LastError
		if reason == "" {
			reason = "no worker is ready"
		}
		ill = append(ill, fmt.Sprintf("%s is degraded: %s\n\"rip-server logs %s\" shows what its workers print", label(s), reason, label(s)))
	}
	if ill == nil {
		return nil
	}
	return errors.New(strings.Join(ill, "\n"))
}
