package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
)

func newReload(p *Process) *cobra.Command {
	return newOrder(p, order{
		name: "reload", doing: "reloading",
		run: func(ctx context.Context, c *control.Client) error { return c.Reload(ctx) },
		report: func(d orderDone) string {
			return fmt.Sprintf("reloaded %s_%s: %s of version %d in %s", d.Variant, d.App, workerCount(d.Workers), d.Version, seconds(d.Seconds))
		},
	}, "Move all traffic to a new version of the code",
		`Start a full set of workers with the code as it is now, and move all traffic to them at once when they are ready; the old ones finish what they have. If the new ones do not come up, the old ones stay and the reason is printed.`)
}
