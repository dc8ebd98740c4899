package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

func newPlatformStop(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "stop", Short: "End the platform and all its apps",
		Long: `End the platform: all apps answer what is in flight, and it is gone when this command returns. The next start of the platform starts the apps again that were running.`,
		Args: atMost(0),
	}
	how := stopping{platformFlags: addPlatformFlags(cmd)}
	cmd.Flags().DurationVar(&how.timeout, "timeout", time.Minute, "how long to wait for the end of the platform")
	cmd.RunE = func(*cobra.Command, []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.stopPlatform(ctx, how) })
	}
	return cmd
}

// stopPlatform tells the platform to end and waits until it is gone. Of one on
// another machine that is when it answers no more.
func (p *Process) stopPlatform(ctx context.Context, how stopping) error {
	ctx, cancel := context.WithTimeout(ctx, how.timeout)
	defer cancel()
	client, err := p.platform(ctx, how.platformFlags)
	if err != nil {
		return err
	}
	gone := func() bool { _, err := client.Health(ctx); return err != nil && ctx.Err() == nil }
	about := localPlatform{}
	if p.serverNamed(how.platformFlags) == "" {
		if _, about, err = p.ownPlatform(ctx); err != nil {
			return err
		}
		gone = func() bool { return !alive(about.PID) }
	}
	begun := time.Now()
	if err := client.Shutdown(ctx); err != nil {
		return err
	}
	defer p.waiting(how.json, "the platform answers what is in flight")()
	tick := time.NewTicker(stopPoll)
	defer tick.Stop()
	for !gone() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("the platform has not ended after %s and goes on draining; ctrl-C where it runs, or a second SIGTERM, cuts off what is left", how.timeout)
		}
	}
	took := time.Since(begun).Seconds()
	return p.done(how.platformFlags, nil, stopped{App: "platform", PID: about.PID, Seconds: took}, "stopped the platform in "+seconds(took))
}
