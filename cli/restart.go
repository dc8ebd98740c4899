package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

func newRestart(p *Process) *cobra.Command {
	return newOrder(p, order{
		name: "restart", doing: "restarting",
		run: func(ctx context.Context, c *control.Client) error { return c.Restart(ctx) },
		report: func(d orderDone) string {
			return fmt.Sprintf("restarted %s of %s_%s in %s", workerCount(d.Workers), d.Variant, d.App, seconds(d.Seconds))
		},
		onPlatform: func(ctx context.Context, c *api.Client, app api.App) (any, string, error) {
			return api.Done{Status: "restarted"}, "restarted " + app.Name, c.Restart(ctx, app.Name)
		},
	}, "Replace the workers, losing no request",
		`Replace every worker of a running server, or of an app of the platform, by a new one, some at a time (--surge of serve). Each new one is ready before an old one leaves, so that there is never less capacity and no request is lost.`)
}
