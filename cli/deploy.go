package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

func newDeploy(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "deploy <name> <app-path> [words and flags in any order]",
		Short: "Put an app on the platform, or a new version of it",
		Long: `Put an app on the platform and start it. It gets a port of its own (from 3001) and, on the platform's port, the host <name>.localhost. Words and flags are those of serve; without w:… there are 3 workers, and env is prod unless dev is said.

With --update the name may exist: the directory is its new version, which takes the traffic when all its workers are ready. No request is lost; if it does not come up, the old version stays, the reason is printed, and the exit code is 1. "rip-server rollback" goes back.

With --copy a copy of the directory runs, made now: what is edited afterwards changes nothing, and a rollback brings the code back, too. All that the app needs must be in the directory then, also node_modules, and what it writes must be elsewhere.`,
		Example: `rip-server deploy shop ./shop
rip-server deploy shop ./shop w:4 http:3005 --host shop.test,www.shop.test
rip-server deploy shop ./shop-v2 --update
rip-server deploy shop ./shop --update --copy
rip-server deploy docs ./docs --path /docs --strip-path --idle-stop 10m`,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: completeWord,
	}
	f, d := addPlatformFlags(cmd), addDeployFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		order, err := p.deployment(cmd, d, args, p.serverNamed(f) != "")
		if err != nil {
			return err
		}
		return p.untilSignal(func(ctx context.Context) error { return p.deploy(ctx, f, order) })
	}
	return cmd
}

// deploy has the platform take the app, and waits until it serves.
func (p *Process) deploy(ctx context.Context, f *platformFlags, order api.Deploy) error {
	client, err := p.platform(ctx, f)
	if err != nil {
		return err
	}
	begun := time.Now()
	stop := p.waiting(f.json, "deploying "+order.Name)
	app, err := client.Deploy(ctx, order)
	stop()
	var refused *api.Refusal
	if errors.As(err, &refused) && refused.Status == http.StatusConflict && !order.Update {
		return fmt.Errorf("%w (--update makes this the new version)", err)
	}
	if err != nil {
		return err
	}
	if err := appTrouble(app); err != nil {
		return err
	}
	if f.json {
		return p.printJSON(app)
	}
	verb := "deployed"
	if order.Update && len(app.Versions) > 1 {
		verb = "updated"
	}
	fmt.Fprintf(p.Stdout, "%s %s: version %d, %s, %s in %s\n",
		verb, app.Name, app.Version, workerCount(app.Workers), app.Status, seconds(time.Since(begun).Seconds()))
	p.printURLs(app)
	return nil
}

// printURLs says where the app is.
func (p *Process) printURLs(app api.App) {
	s := newStyles()
	out := p.styled(p.Stdout)
	for _, url := range app.URLs {
		fmt.Fprintf(out, "  ➜ %s\n", s.name.Render(url))
	}
}

// waiting shows progress, unless a program reads the answer.
func (p *Process) waiting(asJSON bool, text string) (stop func()) {
	if asJSON || !p.terminal(p.Stderr) {
		return func() {}
	}
	return p.progress(func() string { return text })
}

// appTrouble is why an app does not run as it should, and what to do.
func appTrouble(app api.App) error {
	if app.Status != platform.Failed {
		return nil
	}
	return fmt.Errorf("%s is deployed and does not run: %s\nattempts go on; \"rip-server logs %s\" shows what its workers print", app.Name, reasonOf(app), app.Name)
}

func reasonOf(app api.App) string {
	if app.Error == nil {
		return "it does not start"
	}
	return strings.TrimRight(*app.Error, "\n")
}
