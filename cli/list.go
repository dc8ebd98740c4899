package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

func newList(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "list [name]", Aliases: []string{"apps", "ls"},
		Short: "The apps of the platform",
		Long: `Show the apps of the platform: their state, workers, traffic and addresses. With a name also what there is to know of that app, and its versions.

The exit code is 0 when all that is shown is well, and 1 when an app is in trouble or no platform runs.`,
		Example: "rip-server list\nrip-server list shop --json",
		Args:    atMost(1), ValidArgsFunction: p.completePlatformApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				app, err := client.App(ctx, args[0])
				if err != nil {
					return err
				}
				return p.listOne(app, f.json)
			}
			apps, err := client.Apps(ctx)
			if err != nil {
				return err
			}
			return p.listAll(apps, f.json)
		})
	}
	return cmd
}

func (p *Process) listAll(apps []api.App, asJSON bool) error {
	if asJSON {
		return errors.Join(p.printJSON(apps), trouble(apps))
	}
	if len(apps) == 0 {
		fmt.Fprintln(p.Stdout, `no apps yet; deploy one with "rip-server deploy <name> <app-path>"`)
		return nil
	}
	fmt.Fprint(p.styled(p.Stdout), appTable(apps))
	return trouble(apps)
}

func (p *Process) listOne(app api.App, asJSON bool) error {
	if asJSON {
		return errors.Join(p.printJSON(app), appTrouble(app))
	}
	fmt.Fprint(p.styled(p.Stdout), appTable([]api.App{app}), appDetails(app))
	return appTrouble(app)
}

// trouble is what is wrong with any of the apps, in one line for each.
func trouble(apps []api.App) error {
	var errs []error
	for _, app := range apps {
		if app.Status == platform.Failed {
			first, _, _ := strings.Cut(reasonOf(app), "\n")
			errs = append(errs, fmt.Errorf("%s: %s (all of it: rip-server list %s)", app.Name, first, app.Name))
		}
	}
	return errors.Join(errs...)
}
