package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
)

func newLogs(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "logs [app]",
		Short:   "What the workers print",
		Long:    `Print the last lines that the workers of a running server wrote to stdout and stderr. The access log is not among them: it goes where the server's own output goes.`,
		Example: "rip-server logs\nrip-server logs shop -f -n 20",
		Args:    atMost(1), ValidArgsFunction: p.completeApp,
	}
	follow := cmd.Flags().BoolP("follow", "f", false, "go on with the lines to come, until ctrl-C")
	lines := cmd.Flags().IntP("lines", "n", 100, "how many of the last lines to print")
	asJSON := cmd.Flags().Bool("json", false, "print each line as a JSON object")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if *lines < 0 {
			return usagef("-n is %d; give 0 or more", *lines)
		}
		return p.untilSignal(func(ctx context.Context) error {
			return p.logs(ctx, args, *lines, *follow, *asJSON)
		})
	}
	return cmd
}

// logs ends without an error when the reader has had enough.
func (p *Process) logs(ctx context.Context, args []string, lines int, follow, asJSON bool) error {
	target, err := p.target(ctx, args)
	if err != nil {
		return err
	}
	color := p.color(p.Stdout)
	for line, err := range target.Client.Logs(ctx, lines, follow) {
		if err != nil {
			return err
		}
		var text []byte
		if asJSON {
			text, err = json.Marshal(line)
		} else {
			text = appserver.AppendLogLine(nil, line, color)
		}
		if err == nil {
			_, err = fmt.Fprintf(p.Stdout, "%s\n", text)
		}
		if err != nil {
			return fmt.Errorf("print a log line: %w", err)
		}
	}
	return nil
}
