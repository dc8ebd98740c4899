package bench

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrNoH2load says how to get h2load.
var ErrNoH2load = errors.New(`h2load is not on PATH; it makes the load over TLS. Install it with "apt-get install nghttp2-client" (Debian, Ubuntu) or "brew install nghttp2" (macOS)`)

// h2load is a closed loop at full speed over TLS, by HTTP/2 or HTTP/1.1.
type h2load struct {
	URL         string
	Connections int
	Streams     int // at once on each connection; 0: HTTP/1.1, one request at a time
	Duration    time.Duration
	Dir         string // where its log may be written
}

func (l h2load) argv(log string) []string {
	argv := []string{
		"h2load", "-c" + strconv.Itoa(l.Connections), "-D" + strconv.Itoa(max(1, int(l.Duration.Round(time.Second)/time.Second))),
		"--log-file=" + log,
	}
	if l.Streams == 0 {
		return append(argv, "--h1", l.URL)
	}
	return append(argv, "-m"+strconv.Itoa(l.Streams), l.URL)
}

// Run measures. Errors under load are part of the Outcome.
func (l h2load) Run(ctx context.Context) (Outcome, error) {
	if err := findH2load(); err != nil {
		return Outcome{}, err
	}
	log := filepath.Join(l.Dir, "h2load.log")
	if err := os.Remove(log); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Outcome{}, err // it would add to it
	}
	argv := l.argv(log)
	command := exec.CommandContext(ctx, argv[0], argv[1:]...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // see wrk
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = stopGrace
	output, err := command.CombinedOutput()
	if err != nil {
		return Outcome{}, fmt.Errorf("%s: %w %s", strings.Join(argv, " "), err, bytes.TrimSpace(output))
	}
	requests, err := os.Open(log)
	if err != nil {
		return Outcome{}, err
	}
	defer requests.Close()
	outcome, err := readH2load(requests)
	outcome.LoadCPU = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	return outcome, err
}

func findH2load() error {
	if _, err := exec.LookPath("h2load"); err != nil {
		return ErrNoH2load
	}
	return nil
}

// readH2load reads h2load's log: a line for each answer, with the µs at which it
// was asked for, its status, and the µs that it took.
func readH2load(log io.Reader) (Outcome, error) {
	var (
		o           Outcome
		took        []int
		first, last int
	)
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var asked, status, micros int
		if _, err := fmt.Sscanf(lines.Text(), "%d\t%d\t%d", &asked, &status, &micros); err != nil {
			return o, fmt.Errorf("h2load's log: %q: %w", lines.Text(), err)
		}
		if len(took) == 0 || asked < first {
			first = asked
		}
		last = max(last, asked+micros)
		took = append(took, micros)
		if status != 200 {
			o.count(strconv.Itoa(status), 1)
		}
	}
	if len(took) == 0 {
		return o, errors.Join(errors.New("h2load got no answer"), lines.Err())
	}
	o.Good = len(took) - o.Bad()
	o.Seconds = float64(last-first) / 1e6
	o.PerSec = float64(o.Good) / o.Seconds
	slices.Sort(took)
	for _, p := range percentiles() {
		at := min(len(took)-1, int(p/100*float64(len(took))))
		o.Latency = append(o.Latency, Point{p, float64(took[at]) / 1000})
	}
	return o, lines.Err()
}
