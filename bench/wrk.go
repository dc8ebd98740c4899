package bench

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrNoWrk says how to get wrk.
var ErrNoWrk = errors.New(`wrk is not on PATH; it makes the load. Install it with "apt-get install wrk" (Debian, Ubuntu) or "brew install wrk" (macOS)`)

// stopGrace is how long an interrupted wrk may take to end.
const stopGrace = 3 * time.Second

//go:embed wrk.lua
var wrkScript string

// wrk is a closed loop at full speed: every connection sends its next request
// as soon as it has its answer.
type wrk struct {
	URL         string
	Connections int
	// Threads of wrk; it wants no more of them than connections. On a small
	// machine each beyond the first takes time from the server.
	Threads  int
	Duration time.Duration // whole seconds: wrk knows no fractions
	Dir      string        // where its script may be written
}

func (w wrk) argv(script string) []string {
	seconds := max(1, int(w.Duration.Round(time.Second)/time.Second))
	return []string{
		"wrk",
		"-t" + strconv.Itoa(min(w.Threads, w.Connections)),
		"-c" + strconv.Itoa(w.Connections),
		"-d" + strconv.Itoa(seconds) + "s",
		"-s", script,
		w.URL,
	}
}

// Run measures. It fails when wrk is missing, or could not connect at all, or
// when nothing was answered; errors under load are part of the Outcome.
func (w wrk) Run(ctx context.Context) (Outcome, error) {
	if err := findWrk(); err != nil {
		return Outcome{}, err
	}
	script := filepath.Join(w.Dir, "wrk.lua")
	if err := os.WriteFile(script, []byte(wrkScript), 0o600); err != nil {
		return Outcome{}, err
	}
	argv := w.argv(script)
	line := strings.Join(argv, " ")
	command := exec.CommandContext(ctx, argv[0], argv[1:]...)
	// Its own group: a ctrl-C must end it through ctx, or its report of half a
	// run could pass for a whole one.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = stopGrace
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		return Outcome{}, fmt.Errorf("%s: %w %s", line, err, bytes.TrimSpace(stderr.Bytes()))
	}
	outcome, err := parseWrk(string(output))
	if err != nil {
		return Outcome{}, fmt.Errorf("%s: %w", line, err)
	}
	outcome.LoadCPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	return outcome, nil
}

// findWrk says how to get wrk when it is not here.
func findWrk() error {
	if _, err := exec.LookPath("wrk"); err != nil {
		return ErrNoWrk
	}
	return nil
}

// errNotWrk is a report without the line that our script prints.
var errNotWrk = errors.New("wrk printed no result")

// parseWrk reads the line of wrk.lua from wrk's report. wrk calls an answer
// good when its status is below 400; the measured paths redirect nowhere, so
// those are the 200s. Its latencies are from a request's sending to its answer,
// and corrected for requests that a slow answer kept from being sent.
func parseWrk(report string) (Outcome, error) {
	at := strings.LastIndex(report, "\n{")
	if at < 0 {
		return Outcome{}, fmt.Errorf("%w:\n%s", errNotWrk, report)
	}
	var result struct {
		Requests int
		Seconds  float64
		Curve    Curve
		Status   int
		Connect  int
		Read     int
		Write    int
		Timeout  int
	}
	if err := json.Unmarshal([]byte(report[at:]), &result); err != nil {
		return Outcome{}, fmt.Errorf("%w: %w in\n%s", errNotWrk, err, report[at:])
	}
	if result.Requests == 0 || result.Seconds <= 0 {
		return Outcome{}, fmt.Errorf("nothing was answered in %g s", result.Seconds)
	}
	o := Outcome{Seconds: result.Seconds, Good: result.Requests - result.Status, Latency: result.Curve}
	o.PerSec = float64(o.Good) / o.Seconds
	o.count("status", result.Status)
	o.count("connect", result.Connect)
	o.count("read", result.Read)
	o.count("write", result.Write)
	o.count("timeout", result.Timeout)
	return o, nil
}
