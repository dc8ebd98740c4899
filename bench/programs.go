package bench

import (
	"context"
	"fmt"
	"os/exec"

	"github.com/rip-server/rip-server/bench/peers"
)

// programs are the benchmark's own Go peers: what they are called, and where
// their source is.
func programs() map[string][2]string {
	return map[string][2]string{
		"limit":          {"bin/bench-limit", "./bench/limit"},
		"fasthttp-proxy": {"bin/bench-fasthttpproxy", "./bench/peers/fasthttpproxy"},
		"fasthttp-hello": {"bin/bench-fasthttphello", "./bench/peers/fasthttphello"},
	}
}

// buildPrograms compiles those of the benchmark's own peers that are chosen.
func buildPrograms(ctx context.Context, root string, chosen map[string]peers.Peer, say func(string, ...any)) error {
	for name, program := range programs() {
		if _, ok := chosen[name]; !ok {
			continue
		}
		say("building %s", program[0])
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program[0], program[1])
		build.Dir = root
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", program[1], err, output)
		}
	}
	return nil
}
