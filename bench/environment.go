package bench

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
)

// Environment is where and with what was measured.
type Environment struct {
	StartedAt time.Time         `json:"startedAt"`
	Kernel    string            `json:"kernel"`
	CPU       string            `json:"cpu"`
	Cores     int               `json:"cores"`
	Go        string            `json:"go"`
	Versions  map[string]string `json:"versions"` // of the programs involved
	// Flags says how often and how long was measured.
	Flags string `json:"flags"`
	// Load averages over 1, 5 and 15 minutes before the run: what the machine
	// did anyway.
	Load string `json:"load"`
}

// surroundings asks everybody for their version.
func surroundings(ctx context.Context, chosen map[string]peers.Peer, bun string) Environment {
	e := Environment{
		StartedAt: time.Now().UTC().Truncate(time.Second),
		Kernel:    firstLine(ctx, "uname", "-srm"), CPU: cpuModel(), Cores: runtime.NumCPU(), Go: runtime.Version(),
		Load:     loadAverages(),
		Versions: map[string]string{"bun": firstLine(ctx, bun, "--version"), "wrk": firstLine(ctx, "wrk", "-v")},
	}
	for _, peer := range chosen {
		if len(peer.Version) > 0 {
			e.Versions[peer.Version[0]] = firstLine(ctx, peer.Version[0], peer.Version[1:]...)
		}
	}
	return e
}

// firstLine is the first line that a command prints, on either stream; wrk -v
// prints its version and fails.
func firstLine(ctx context.Context, name string, args ...string) string {
	output, _ := exec.CommandContext(ctx, name, args...).CombinedOutput() // no output is said below
	line, _, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	if line == "" {
		return "unknown"
	}
	return line
}

// cpuModel is the processor's name where /proc tells it.
func cpuModel() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// loadAverage is the machine's over the last minute; 0 where there is no /proc.
func loadAverage() float64 {
	first, _, _ := strings.Cut(loadAverages(), " ")
	average, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return 0
	}
	return average
}

// loadAverages are those over 1, 5 and 15 minutes, "unknown" without /proc.
func loadAverages() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}
