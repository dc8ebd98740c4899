package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

// orderDone is what restart, reload and scale print with --json.
type orderDone struct {
	Order   string  `json:"order"`
	App     string  `json:"app"`
	Variant string  `json:"variant"`
	Workers int     `json:"workers"`
	Version int     `json:"version"`
	Seconds float64 `json:"seconds"`
}

// order is something that a running server is told to do, and that takes a while.
type order struct {
	name   string // "restart"
	doing  string // "restarting"
	run    func(context.Context, *control.Client) error
	report func(orderDone) string
	// onPlatform gives the order to a platform, and returns what --json prints
	// and what people read, to which the time it took is added.
	onPlatform func(context.Context, *api.Client, api.App) (answer any, text string, err error)
}

// carryOut gives the order to whom it is for.
func (p *Process) carryOut(ctx context.Context, s subject, o order, f *platformFlags) error {
	if s.client == nil {
		return p.carryOutAlone(ctx, s.server, o, f.json)
	}
	begun := time.Now()
	stop := p.waiting(f.json, o.doing+" "+s.app.Name)
	answer, text, err := o.onPlatform(ctx, s.client, s.app)
	stop()
	return p.done(f, err, answer, text+" in "+seconds(time.Since(begun).Seconds()))
}

// carryOutAlone gives the order to target, waits for its end and says what happened.
func (p *Process) carryOutAlone(ctx context.Context, target control.Running, o order, asJSON bool) error {
	begun := time.Now()
	stop := p.waiting(asJSON, o.doing+" "+label(target.Status))
	err := o.run(ctx, target.Client)
	stop()
	if err != nil {
		return fmt.Errorf("%s %s: %w", o.name, label(target.Status), err)
	}
	done := orderDone{Order: o.name, App: target.Status.App, Variant: target.Status.Variant, Seconds: time.Since(begun).Seconds()}
	after, err := target.Client.Status(ctx)
	if err != nil {
		return fmt.Errorf("it is done, but the server does not tell its state: %w", err)
	}
	done.Workers, done.Version = after.Slots.Desired, after.Version
	if asJSON {
		return p.printJSON(done)
	}
	fmt.Fprintln(p.Stdout, o.report(done))
	return nil
}

// newOrder is the verb of an order that needs nothing but an app.
func newOrder(p *Process, o order, short, long string) *cobra.Command {
	cmd := &cobra.Command{
		Use: o.name + " [app]", Short: short, Long: long,
		Args: atMost(1), ValidArgsFunction: p.completeApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			s, err := p.subject(ctx, args, f)
			if err != nil {
				return err
			}
			return p.carryOut(ctx, s, o, f)
		})
	}
	return cmd
}

// workerCount is "1 worker" or "4 workers".
func workerCount(n int) string { return counted(n, "worker") }

// counted is a number and what is counted, of which several have an s.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// seconds is how long something took, for people: 0.8 s.
func seconds(s float64) string { return fmt.Sprintf("%.1f s", s) }
