package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrNoWrk says how to get wrk.
var ErrNoWrk = errors.New(`wrk is not on PATH; it makes the load. Install it with "apt-get install wrk" (Debian, Ubuntu) or "brew install wrk" (macOS)`)

// stopGrace is how long an interrupted wrk may take to print what it has.
const stopGrace = 3 * time.Second

// Load is one way of putting a server under load.
type Load struct {
	// Path is what is asked for, with its leading slash.
	Path string `json:"path"`
	// Connections are kept open all the time, each with one request in flight.
	Connections int `json:"connections"`
	// Threads of wrk; it wants no more of them than connections.
	Threads int `json:"threads"`
	// Duration of the measurement, in whole seconds: wrk knows no fractions.
	Duration time.Duration `json:"-"`
}

// String describes the load: "/ping, 512 connections, 15s".
func (l Load) String() string {
	return fmt.Sprintf("%s, %d connections, %s", l.Path, l.Connections, l.Duration)
}

// argv is the wrk command for this load on the server at base.
func (l Load) argv(base string) []string {
	seconds := max(1, int(l.Duration.Round(time.Second)/time.Second))
	return []string{
		"wrk",
		"-t" + strconv.Itoa(min(l.Threads, l.Connections)),
		"-c" + strconv.Itoa(l.Connections),
		"-d" + strconv.Itoa(seconds) + "s",
		"--latency",
		base + l.Path,
	}
}

// Apply runs wrk against the server at base and returns what it measured. It
// fails when wrk is missing, or could not connect at all, or when nothing was
// answered; errors under load are part of the Result.
func (l Load) Apply(ctx context.Context, base string) (Result, error) {
	argv := l.argv(base)
	if _, err := exec.LookPath(argv[0]); err != nil {
		return Result{}, ErrNoWrk
	}
	line := strings.Join(argv, " ")
	wrk := exec.CommandContext(ctx, argv[0], argv[1:]...)
	// Its own group: a ctrl-C must end it through ctx, or its report of half a
	// run could pass for a whole one.
	wrk.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	wrk.Cancel = func() error { return wrk.Process.Signal(os.Interrupt) }
	wrk.WaitDelay = stopGrace
	var stderr bytes.Buffer
	wrk.Stderr = &stderr
	output, err := wrk.Output()
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w %s", line, err, bytes.TrimSpace(stderr.Bytes()))
	}
	result, err := ParseWrk(string(output))
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", line, err)
	}
	if result.Requests == 0 {
		return Result{}, fmt.Errorf("%s: nothing was answered in %s", line, l.Duration)
	}
	return result, nil
}
