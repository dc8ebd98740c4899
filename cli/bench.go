package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/control"
)

// benchFlags are what can be said of a load.
type benchFlags struct {
	path, html       string
	connections      int
	rate             float64
	duration, warmup time.Duration
	timeout          time.Duration
	body             int64
	insecure, json   bool
}

func newBench(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench [url | app]",
		Short: "Put load on a server and measure it",
		Long: `Put load on a URL, or on a running app, and measure what its clients see.

Without --rate each connection sends its next request when it has the answer: that finds the most the server can do. With --rate requests are sent when they are due, whatever the server does, and latency counts from then: that is what clients feel who do not know of each other. A server that stalls shows it only this way.

For a server of this user its own metrics are added: how long requests waited for a worker, how long a worker had them, and without --rate how much of the workers' time was used (good answers ÷ (workers ÷ service time)).

The load takes CPU time from a server on the same machine. The exit code is 1 when there was no good answer.`,
		Example: `rip-server bench
rip-server bench shop --path=/ping --connections=256
rip-server bench http://localhost:3000/ --rate=2000 --html=report.html`,
		Args: atMost(1), ValidArgsFunction: p.completeApp,
	}
	f := &benchFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.path, "path", "/", "`path` to ask a running app for")
	flags.IntVar(&f.connections, "connections", 64, "connections, each with one request at a time")
	flags.Float64Var(&f.rate, "rate", 0, "requests a second, sent when they are due; 0 is as fast as it goes")
	flags.DurationVar(&f.duration, "duration", 10*time.Second, "how long to measure")
	flags.DurationVar(&f.warmup, "warmup", time.Second, "load before that, which does not count")
	flags.DurationVar(&f.timeout, "timeout", 10*time.Second, "how long to wait for an answer")
	flags.Int64Var(&f.body, "body", 0, "send a POST with so many `bytes`")
	flags.BoolVar(&f.insecure, "insecure", false, "take any certificate")
	flags.StringVar(&f.html, "html", "", "also write a report with charts to this `file`")
	flags.BoolVar(&f.json, "json", false, "print the result as JSON")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if f.connections < 1 || f.rate < 0 || f.duration <= 0 || f.warmup < 0 || f.timeout <= 0 || f.body < 0 {
			return usagef("--connections, --duration and --timeout must be more than nothing, and nothing may be negative")
		}
		return p.untilSignal(func(ctx context.Context) error { return p.bench(ctx, args, f) })
	}
	return cmd
}

// bench measures and prints.
func (p *Process) bench(ctx context.Context, args []string, f *benchFlags) error {
	target, server, err := p.benchTarget(ctx, args, f.path)
	if err != nil {
		return err
	}
	stop := p.progress(func() string { return fmt.Sprintf("measuring %s for %s", target, f.duration) })
	b, err := measureBench(ctx, f.plan(target), f.warmup, server)
	stop()
	if err != nil {
		return err
	}
	if f.html != "" {
		if err := b.writeHTML(f.html); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	if f.json {
		err = p.printJSON(b.json())
	} else {
		_, err = fmt.Fprint(p.Stdout, b.text())
	}
	if err == nil && b.result.Good == 0 {
		err = fmt.Errorf("no good answer came from %s: %s", target, b.others())
	}
	return err
}

// benchTarget is the URL that is meant, and the server of this user behind it,
// nil when it is somebody else's.
func (p *Process) benchTarget(ctx context.Context, args []string, path string) (string, *control.Running, error) {
	if len(args) == 0 || !strings.Contains(args[0], "://") {
		running, err := p.target(ctx, args)
		if err != nil {
			return "", nil, err
		}
		if len(running.Status.URLs) == 0 {
			return "", nil, fmt.Errorf("%s has no URL", label(running.Status))
		}
		return strings.TrimSuffix(running.Status.URLs[0], "/") + "/" + strings.TrimPrefix(path, "/"), &running, nil
	}
	target, err := url.Parse(args[0])
	if err != nil || target.Host == "" {
		return "", nil, usagef("%s is no URL", shown(args[0]))
	}
	return args[0], p.serverAt(ctx, target), nil
}

// serverAt finds this user's server that listens at the URL's host and port.
func (p *Process) serverAt(ctx context.Context, target *url.URL) *control.Running {
	found, err := p.discover(ctx)
	if err != nil {
		return nil // it is measured all the same, without its own numbers
	}
	for _, running := range found.Running {
		for _, address := range running.Status.URLs {
			own, err := url.Parse(address)
			if err == nil && own.Port() == target.Port() && (own.Hostname() == target.Hostname() || isLoopback(target.Hostname())) {
				return &running
			}
		}
	}
	return nil
}

// isLoopback is whether a name means this machine, by which all its servers can
// be reached.
func isLoopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

func (f *benchFlags) plan(target string) generator.Plan {
	return generator.Plan{
		URL: target, Connections: f.connections, Rate: f.rate, Duration: f.duration,
		Timeout: f.timeout, BodySize: f.body, TLS: f.tls(),
	}
}
