package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/rip-server/rip-server/control"
)

// examineSockets looks at the directory of the control sockets and at who is
// behind them. It asks EnsureDir only about a directory that exists: a doctor
// changes nothing.
func (p *Process) examineSockets(ctx context.Context) []finding {
	dir := control.RuntimeDir(p.getenv)
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return []finding{ok("sockets", "%s will be made by the first server", dir)}
	}
	if err := control.EnsureDir(dir); err != nil {
		return []finding{broken("sockets", "RIP_RUNTIME_DIR names another directory", "%v", err)}
	}
	found, err := p.discover(ctx)
	if err != nil {
		return []finding{broken("sockets", "RIP_RUNTIME_DIR names another directory", "%v", err)}
	}
	findings := []finding{ok("sockets", "%s is yours alone", dir)}
	for _, r := range found.Running {
		state := ok("server", "%s is %s (pid %d)", label(r.Status), r.Status.Status, r.Status.PID)
		if r.Status.Status == "degraded" {
			state = warning("server", "rip-server logs "+label(r.Status)+" shows why", "%s is degraded: %s", label(r.Status), r.Status.LastError)
		}
		findings = append(findings, state)
	}
	for _, socket := range found.Stale {
		findings = append(findings, warning("server", "the next start of that app removes it; so does rm", "a dead server left %s", socket))
	}
	for _, socket := range found.Silent {
		findings = append(findings, warning("server", "find its process with lsof "+socket+" and end it", "the server at %s does not answer", socket))
	}
	return findings
}
