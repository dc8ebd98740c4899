package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform/api"
)

func newUndeploy(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "undeploy <name>",
		Short: "Take an app off the platform",
		Long:  `Stop an app of the platform, answering what is in flight, and forget it and all its versions. Its directory stays as it is.`,
		Args:  oneApp, ValidArgsFunction: p.completePlatformApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			stop := p.waiting(f.json, "undeploying "+args[0])
			err = client.Undeploy(ctx, args[0])
			stop()
			return p.done(f, err, api.Done{Status: "undeployed"}, "undeployed "+args[0])
		})
	}
	return cmd
}

// oneApp wants exactly one argument, the app's name.
func oneApp(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("which app? %s", usageLine(cmd))
	}
	return atMost(1)(cmd, args)
}

// done prints what a verb has done.
func (p *Process) done(f *platformFlags, err error, answer any, text string) error {
	switch {
	case err != nil:
		return err
	case f.json:
		return p.printJSON(answer)
	}
	fmt.Fprintln(p.Stdout, text)
	return nil
}
