package cli

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

func newScale(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "scale [app] <n | +n | -n>",
		Short: "Change the number of workers",
		Long:  `Set the number of workers of a running server or of an app of the platform, or change it by +n or -n. A server keeps it until it ends, the platform for good. Workers that are too many finish their request first.`,
		Example: `rip-server scale 8
rip-server scale shop +2
rip-server scale shop -1`,
		// -1 is a number here and a flag to pflag, so the flags are taken out by hand.
		DisableFlagParsing: true,
		ValidArgsFunction:  p.completeApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		args, err := parseAroundNumbers(cmd, args)
		if err != nil {
			return err
		}
		if help, _ := cmd.Flags().GetBool("help"); help { // cobra's flag, which it leaves to us here
			return cmd.Help()
		}
		if len(args) == 0 || len(args) > 2 {
			return usagef("say how many: %s", usageLine(cmd))
		}
		app, amount := args[:len(args)-1], args[len(args)-1]
		return p.untilSignal(func(ctx context.Context) error { return p.scale(ctx, app, amount, f) })
	}
	return cmd
}

// parseAroundNumbers parses the flags among args and returns the rest, with
// numbers such as -1 where they stood.
func parseAroundNumbers(cmd *cobra.Command, args []string) ([]string, error) {
	const mark = "\x00" // with which it is no flag
	number := regexp.MustCompile(`^-[0-9]+$`)
	hidden := make([]string, len(args))
	for i, arg := range args {
		if hidden[i] = arg; number.MatchString(arg) {
			hidden[i] = mark + arg
		}
	}
	if err := cmd.Flags().Parse(hidden); err != nil {
		return nil, flagError(cmd, err)
	}
	rest := cmd.Flags().Args()
	for i, arg := range rest {
		rest[i] = strings.TrimPrefix(arg, mark)
	}
	return rest, nil
}

func (p *Process) scale(ctx context.Context, app []string, amount string, f *platformFlags) error {
	n, err := strconv.Atoi(amount)
	if err != nil {
		return usagef("%s is not a number of workers; write 4, +1 or -1", shown(amount))
	}
	s, err := p.subject(ctx, app, f)
	if err != nil {
		return err
	}
	before, name := s.server.Status.Slots.Desired, label(s.server.Status)
	if s.client != nil {
		before, name = s.app.Workers, s.app.Name
	}
	if strings.ContainsAny(amount[:1], "+-") {
		n += before
	}
	if n < 1 || n > control.MaxWorkers {
		return usagef("%s would have %s; 1 to %d are possible", name, workerCount(n), control.MaxWorkers)
	}
	return p.carryOut(ctx, s, order{
		name: "scale", doing: fmt.Sprintf("scaling to %s:", workerCount(n)),
		run: func(ctx context.Context, c *control.Client) error { return c.Scale(ctx, n) },
		report: func(d orderDone) string {
			return fmt.Sprintf("scaled %s_%s from %d to %s in %s", d.Variant, d.App, before, workerCount(d.Workers), seconds(d.Seconds))
		},
		onPlatform: func(ctx context.Context, c *api.Client, app api.App) (any, string, error) {
			done, err := c.Scale(ctx, app.Name, n)
			return done, fmt.Sprintf("scaled %s from %d to %s", app.Name, done.PreviousWorkers, workerCount(done.CurrentWorkers)), err
		},
	}, f)
}
