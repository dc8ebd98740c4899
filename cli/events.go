package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform/api"
)

func newEvents(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "events [name]",
		Short:   "What has happened to the apps of the platform",
		Long:    `Print what the platform remembers of what happened to its apps: deploys, states, workers that died, changes of settings. With a name, of that app only.`,
		Example: "rip-server events\nrip-server events shop -f",
		Args:    atMost(1), ValidArgsFunction: p.completePlatformApp,
	}
	f := addPlatformFlags(cmd)
	follow := cmd.Flags().BoolP("follow", "f", false, "go on with what is to come, until ctrl-C")
	since := cmd.Flags().Uint64("since", 0, "only what came after the event with this `id`")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.events(ctx, f, args, *since, *follow) })
	}
	return cmd
}

// events ends without an error when the reader has had enough.
func (p *Process) events(ctx context.Context, f *platformFlags, args []string, since uint64, follow bool) error {
	client, err := p.platform(ctx, f)
	if err != nil {
		return err
	}
	app := ""
	if len(args) == 1 {
		app = args[0]
	}
	for event, err := range client.Events(ctx, since, app, follow) {
		if err != nil {
			return err
		}
		if err := p.printEvent(event, f.json); err != nil {
			return fmt.Errorf("print an event: %w", err)
		}
	}
	return nil
}

func (p *Process) printEvent(e api.Event, asJSON bool) error {
	if asJSON {
		text, err := json.Marshal(e)
		if err == nil {
			_, err = fmt.Fprintf(p.Stdout, "%s\n", text)
		}
		return err
	}
	s := newStyles()
	app := e.App
	if app == "" {
		app = "platform"
	}
	message := strings.ReplaceAll(strings.TrimRight(e.Message, "\n"), "\n", "\n    ")
	_, err := fmt.Fprintf(p.styled(p.Stdout), "%s  %s  %s  %s\n",
		s.dim.Render(e.Time.Local().Format(time.DateTime)), s.bold.Render(app), s.name.Render(string(e.Kind)), message)
	return err
}
