package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"
)

func newRollback(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rollback <name> [version]",
		Short: "Go back to an earlier version of an app",
		Long: `Make the version before the current one of an app of the platform the current one again, or the version that is named; "rip-server list <name>" shows which there are. It takes the traffic when all its workers are ready, and no request is lost. If it does not come up, nothing changes.

The code comes back, too, if the version was deployed with --copy. Else what is in its directory now runs, with the settings and variables of the version.`,
		Example: `rip-server rollback shop
rip-server rollback shop 3`,
		ValidArgsFunction: p.completePlatformApp,
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("which app? %s", usageLine(cmd))
		}
		return atMost(2)(cmd, args)
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		version := 0
		if len(args) == 2 {
			var err error
			if version, err = strconv.Atoi(args[1]); err != nil || version < 1 {
				return usagef("%s is no version; versions are numbers from 1", shown(args[1]))
			}
		}
		return p.untilSignal(func(ctx context.Context) error { return p.rollback(ctx, f, args[0], version) })
	}
	return cmd
}

func (p *Process) rollback(ctx context.Context, f *platformFlags, name string, version int) error {
	client, err := p.platform(ctx, f)
	if err != nil {
		return err
	}
	begun := time.Now()
	stop := p.waiting(f.json, "rolling back "+name)
	done, err := client.Rollback(ctx, name, version)
	stop()
	text := fmt.Sprintf("rolled %s back to version %d in %s", name, done.Version, seconds(time.Since(begun).Seconds()))
	if !done.Copied {
		text += fmt.Sprintf("\n  It runs what is in %s now, since no copy of its code was kept: deploy with --copy to have each version keep its code.", done.Directory)
	}
	return p.done(f, err, done, text)
}
