package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/control"
)

func newLogs(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "logs [app]",
		Short:   "What the workers print",
		Long:    `Print the last lines that the workers of a running server, or of an app of the platform, wrote to stdout and stderr. The access log is not among them: it goes where the server's own output goes.`,
		Example: "rip-server logs\nrip-server logs shop -f -n 20",
		Args:    atMost(1), ValidArgsFunction: p.completeApp,
	}
	follow := cmd.Flags().BoolP("follow", "f", false, "go on with the lines to come, until ctrl-C")
	lines := cmd.Flags().IntP("lines", "n", 100, "how many of the last lines to print")
	f := addServerFlags(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print each line as a JSON object")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if *lines < 0 {
			return usagef("-n is %d; give 0 or more", *lines)
		}
		return p.untilSignal(func(ctx context.Context) error {
			return p.logs(ctx, args, *lines, *follow, f)
		})
	}
	return cmd
}

// logs ends without an error when the reader has had enough.
func (p *Process) logs(ctx context.Context, args []string, lines int, follow bool, f *platformFlags) error {
	s, err := p.subject(ctx, args, f)
	if err != nil {
		return err
	}
	color := p.color(p.Stdout)
	for line, err := range s.logs(ctx, lines, follow) {
		if err != nil {
			return err
		}
		var text []byte
		if f.json {
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

// logs are the lines of whoever it is.
func (s subject) logs(ctx context.Context, lines int, follow bool) iter.Seq2[control.LogLine, error] {
	if s.client == nil {
		return s.server.Client.Logs(ctx, lines, follow)
	}
	return func(yield func(control.LogLine, error) bool) {
		for line, err := range s.client.Logs(ctx, s.app.Name, lines, follow) {
			if !yield(control.LogLine(line), err) {
				return
			}
		}
	}
}
