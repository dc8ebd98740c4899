package bench

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// options are the flags of the bench command.
type options struct {
	binary      string
	app         string
	workers     int
	path        string
	connections string
	threads     int
	duration    time.Duration
	warmup      time.Duration
	json        bool
}

// Main is the bench command: it measures rip-server and prints a table on
// stdout, or JSON, with progress on stderr. It returns the exit code: 0 is
// measured, 1 failed, 2 asked wrongly. Errors under load are part of the
// report and not a failure.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var loads []Load
	if err == nil {
		loads, err = o.loads()
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	if err := measure(ctx, o, loads, stdout, stderr); err != nil {
		_, _ = fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.binary, "binary", "bin/rip-server", "rip-server `binary`")
	flags.StringVar(&o.app, "app", "./apps/example", "app to serve")
	flags.IntVar(&o.workers, "workers", 4, "worker processes")
	flags.StringVar(&o.path, "path", "/ping", "path to ask for")
	flags.StringVar(&o.connections, "connections", "512,64", "connections of each load, in order")
	flags.IntVar(&o.threads, "threads", 8, "threads of wrk")
	flags.DurationVar(&o.duration, "duration", 15*time.Second, "length of each measurement, whole seconds")
	flags.DurationVar(&o.warmup, "warmup", 3*time.Second, "length of the warm-up before each, whole seconds; 0 is none")
	flags.BoolVar(&o.json, "json", false, "print JSON instead of a table")
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q; bench takes only flags, -h lists them", flags.Arg(0))
	}
	return o, err
}

// loads turns "512,64" into one load each.
func (o options) loads() ([]Load, error) {
	var loads []Load
	for word := range strings.SplitSeq(o.connections, ",") {
		connections, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || connections < 1 {
			return nil, fmt.Errorf("-connections=%s: %q is not a number of connections; write 512 or 512,64", o.connections, word)
		}
		loads = append(loads, Load{Path: o.path, Connections: connections, Threads: o.threads, Duration: o.duration})
	}
	return loads, nil
}

func measure(ctx context.Context, o options, loads []Load, stdout, stderr io.Writer) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	target := RipServer(o.binary, o.app, o.workers, port)
	run, err := Measure(ctx, target, Plan{Warmup: o.warmup, Loads: loads}, stderr)
	if err != nil {
		return err
	}
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(run)
	}
	_, _ = fmt.Fprintln(stdout)
	return WriteTable(stdout, run)
}

// RipServer is the target under development, as it runs in production and
// without an access log, which would measure the terminal.
func RipServer(binary, app string, workers, port int) Target {
	return Target{
		Name:  "rip-server",
		Argv:  []string{binary, app, fmt.Sprintf("w:%d", workers), fmt.Sprintf("http:%d", port), "--no-access-log", "prod"},
		Base:  fmt.Sprintf("http://127.0.0.1:%d", port),
		Ready: "/status",
	}
}

// freePort asks the kernel for a port that is free now. Someone else may take
// it before the server does; the server then says so.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}
