package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform/api"
)

func newStart(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "start <name>",
		Short: "Start an app that is deployed",
		Long:  `Start an app of the platform, and wait until its workers serve. The platform remembers it: the app is started again when the platform is. "rip-server serve" starts an app without a platform.`,
		Args:  oneApp, ValidArgsFunction: p.completePlatformApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.start(ctx, f, args[0]) })
	}
	return cmd
}

func (p *Process) start(ctx context.Context, f *platformFlags, name string) error {
	client, err := p.platform(ctx, f)
	if err != nil {
		return err
	}
	begun := time.Now()
	stop := p.waiting(f.json, "starting "+name)
	err = client.Start(ctx, name)
	stop()
	if err != nil || f.json {
		return p.done(f, err, api.Done{Status: "started"}, "")
	}
	app, err := client.App(ctx, name)
	if err != nil {
		return fmt.Errorf("it is done, but the platform does not tell the app's state: %w", err)
	}
	fmt.Fprintf(p.Stdout, "started %s: %s in %s\n", name, workerCount(app.Workers), seconds(time.Since(begun).Seconds()))
	p.printURLs(app)
	return nil
}
