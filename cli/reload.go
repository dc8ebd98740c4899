package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

func newReload(p *Process) *cobra.Command {
	return newOrder(p, order{
		name: "reload", doing: "reloading",
		run: func(ctx context.Context, c *control.Client) error { return c.Reload(ctx) },
		report: func(d orderDone) string {
			return fmt.Sprintf("reloaded %s_%s: %s of version %d in %s", d.Variant, d.App, workerCount(d.Workers), d.Version, seconds(d.Seconds))
		},
		onPlatform: func(ctx context.Context, c *api.Client, app api.App) (any, string, error) {
			after, err := c.Deploy(ctx, api.Deploy{Name: app.Name, Directory: app.Directory, Update: true})
			return after, fmt.Sprintf("reloaded %s: version %d", app.Name, after.Version), err
		},
	}, "Move all traffic to a new version of the code",
		`Start a full set of workers with the code as it is now, and move all traffic to them at once when they are ready; the old ones finish what they have. If the new ones do not come up, the old ones stay and the reason is printed. For an app of the platform it is a new deploy of its directory.`)
}
