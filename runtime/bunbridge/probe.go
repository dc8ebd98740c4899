package bunbridge

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// probeTimeout is for a cold binary of 100 MB on a slow disk; a warm one
// answers in 2 ms.
const probeTimeout = 10 * time.Second

// oldest is the first version whose Bun.serve and fetch do all that the worker
// needs of Unix sockets, and whose Bun.build reports instead of throwing.
const oldest = "1.2.0"

// probe runs path --version and returns the version, or an error that says
// why path is no use to us.
func probe(path string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), probeTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--version")
	cmd.WaitDelay = time.Second // a child of the candidate may keep the pipe open
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return "", fmt.Errorf("%s did not tell its version within %s", path, probeTimeout)
	}
	if err != nil {
		return "", fmt.Errorf("%s does not run: %w%s", path, err, firstLine(stderr.String()))
	}
	version := strings.TrimSpace(string(out))
	if !atLeast(version, oldest) {
		return "", fmt.Errorf("%s is version %q, and rip-server needs %s or newer", path, version, oldest)
	}
	return version, nil
}

// firstLine is ": " and the first line of text, if it has one.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if line == "" {
		return ""
	}
	return ": " + line
}

// atLeast compares major, minor and patch; what is no version is too old.
func atLeast(version, bound string) bool {
	var v, b [3]int
	if n, _ := fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2]); n < 3 {
		return false
	}
	if n, _ := fmt.Sscanf(bound, "%d.%d.%d", &b[0], &b[1], &b[2]); n < 3 {
		return false
	}
	for i := range v {
		if v[i] != b[i] {
			return v[i] > b[i]
		}
	}
	return true
}
