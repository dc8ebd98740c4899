package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

// stopPoll is how often stop looks whether the server is gone.
const stopPoll = 20 * time.Millisecond

// stopping is how stop is to be done.
type stopping struct {
	all, now bool
	timeout  time.Duration
	*platformFlags
}

// stopped is what `stop --json` prints for each server.
type stopped struct {
	App     string  `json:"app"`
	Variant string  `json:"variant"`
	PID     int     `json:"pid"`
	Seconds float64 `json:"seconds"`
	Error   string  `json:"error,omitempty"`
}

func newStop(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stop [app]",
		Short: "Answer what is in flight, then end",
		Long: `Stop a running server: it takes no new connections, answers the requests in flight and in its queue, ends its workers and is gone when this command returns. Without a name it stops the only one that runs. An app of the platform is stopped in the same way; it stays deployed, and "rip-server start" starts it again.

--now does not wait for requests in flight: they are cut off.`,
		Example: "rip-server stop\nrip-server stop shop\nrip-server stop --all --timeout 10s",
		Args:    atMost(1), ValidArgsFunction: p.completeApp,
	}
	how := stopping{platformFlags: addPlatformFlags(cmd)}
	cmd.Flags().BoolVar(&how.all, "all", false, "stop every running server of this user, the platform too")
	cmd.Flags().BoolVar(&how.now, "now", false, "cut off the requests in flight")
	cmd.Flags().DurationVar(&how.timeout, "timeout", time.Minute, "how long to wait for the end of the server")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if how.all && len(args) > 0 {
			return usagef("--all and %s contradict each other; keep one", shown(args[0]))
		}
		return p.untilSignal(func(ctx context.Context) error { return p.stop(ctx, args, how) })
	}
	return cmd
}

func (p *Process) stop(ctx context.Context, args []string, how stopping) error {
	if how.all {
		return p.stopAll(ctx, how)
	}
	s, err := p.subject(ctx, args, how.platformFlags)
	switch {
	case err != nil:
		return err
	case s.client == nil:
		return p.stopServers(ctx, []control.Running{s.server}, how)
	case how.now:
		return usagef("--now is for servers of their own; %s is an app of the platform", s.app.Name)
	}
	ctx, cancel := context.WithTimeout(ctx, how.timeout)
	defer cancel()
	return p.carryOut(ctx, s, order{
		doing: "stopping",
		onPlatform: func(ctx context.Context, c *api.Client, app api.App) (any, string, error) {
			return api.Done{Status: "stopped"}, "stopped " + app.Name, c.Stop(ctx, app.Name)
		},
	}, how.platformFlags)
}

// stopAll stops the platform, too, whose apps are none of their own.
func (p *Process) stopAll(ctx context.Context, how stopping) error {
	a, err := p.around(ctx, how.platformFlags)
	if err != nil {
		return err
	}
	if len(a.servers.Running) == 0 && a.client == nil {
		return errNoneRunning
	}
	if a.client != nil {
		err = p.stopPlatform(ctx, how)
	}
	return errors.Join(err, p.stopServers(ctx, a.servers.Running, how))
}

// stopServers stops servers and says what came of it.
func (p *Process) stopServers(ctx context.Context, targets []control.Running, how stopping) error {
	results, err := p.stopEach(ctx, targets, how)
	if how.json {
		if how.all {
			return errors.Join(p.printJSON(results), err)
		}
		return errors.Join(p.printJSON(results[0]), err)
	}
	for _, r := range results {
		if r.Error == "" {
			fmt.Fprintf(p.Stdout, "stopped %s_%s (pid %d) in %s\n", r.Variant, r.App, r.PID, seconds(r.Seconds))
		}
	}
	return err
}

// stopEach stops all at the same time: their waits do not add up.
func (p *Process) stopEach(ctx context.Context, targets []control.Running, how stopping) ([]stopped, error) {
	results, errs := make([]stopped, len(targets)), make([]error, len(targets))
	var wg sync.WaitGroup
	for i, target := range targets {
		wg.Go(func() { // ends with how.timeout
			begun := time.Now()
			errs[i] = p.stopOne(ctx, target, how)
			s := target.Status
			results[i] = stopped{App: s.App, Variant: s.Variant, PID: s.PID, Seconds: time.Since(begun).Seconds()}
			if errs[i] != nil {
				results[i].Error = errs[i].Error()
			}
		})
	}
	wg.Wait()
	return results, errors.Join(errs...)
}

func (p *Process) stopOne(ctx context.Context, target control.Running, how stopping) error {
	ctx, cancel := context.WithTimeout(ctx, how.timeout)
	defer cancel()
	if err := target.Client.Stop(ctx); err != nil {
		return err
	}
	watch := &drainWatch{target: target}
	if !how.json {
		defer p.progress(func() string { return fmt.Sprintf("%s is draining: %s", label(target.Status), watch) })()
	}
	tick := time.NewTicker(stopPoll)
	defer tick.Stop()
	for hurried := false; ; {
		draining, gone := watch.look(ctx)
		if gone {
			return nil
		}
		// The server takes the first signal after the order for "at once".
		if how.now && draining && !hurried {
			hurried = true
			if err := signalProcess(target.Status.PID, syscall.SIGTERM); err != nil {
				return err
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("%s (pid %d) has not ended after %s and goes on draining: %s; \"rip-server stop %s --now\" cuts off its requests, kill -9 %d ends it for certain",
				label(target.Status), target.Status.PID, how.timeout, watch, label(target.Status), target.Status.PID)
		}
	}
}
