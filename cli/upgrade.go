package cli

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
)

// upgraded is what upgrade prints with --json.
type upgraded struct {
	App     string  `json:"app"`
	Variant string  `json:"variant"`
	OldPID  int     `json:"oldPid"`
	PID     int     `json:"pid"`
	Build   string  `json:"build"`
	Seconds float64 `json:"seconds"`
}

func newUpgrade(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "upgrade [app]",
		Short: "Have a new binary take over, dropping no connection",
		Long: `Replace a running server by another process: the program as it is on disk now, or that of --binary. The new process gets the listening sockets, starts workers of its own, and takes the new connections when they are up; the old one answers what it has and ends. If the new one does not come up, the old one goes on, the reason is printed, and the exit code is 1.

It has the command line and environment of the old one, so a number of workers that was set with "rip-server scale" is not kept. For a moment there are the workers of both. Event streams and websockets are closed; clients open them again. SIGUSR2 does the same as this command.`,
		Example: "rip-server upgrade\nrip-server upgrade shop --binary ./rip-server-v2",
		Args:    atMost(1), ValidArgsFunction: p.completeApp,
	}
	asJSON := jsonFlag(cmd)
	binary := cmd.Flags().String("binary", "", "the `program` that takes over (default: the file of the running one)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.upgrade(ctx, args, *binary, *asJSON) })
	}
	return cmd
}

func (p *Process) upgrade(ctx context.Context, args []string, binary string, asJSON bool) error {
	binary, err := programNamed(binary)
	if err != nil {
		return err
	}
	target, err := p.target(ctx, args)
	if err != nil {
		return err
	}
	begun, old := time.Now(), target.Status
	stop := p.waiting(asJSON, "upgrading "+label(old))
	err = target.Client.Upgrade(ctx, binary)
	stop()
	if err != nil {
		return fmt.Errorf("upgrade %s: %w", label(old), err)
	}
	heir, err := p.heirOf(ctx, old)
	if err != nil {
		return err
	}
	done := upgraded{old.App, old.Variant, old.PID, heir.PID, heir.Build, time.Since(begun).Seconds()}
	if asJSON {
		return p.printJSON(done)
	}
	return p.printUpgraded(label(heir), old.Build, done)
}

// printUpgraded says for people what has been upgraded, and what it was before.
func (p *Process) printUpgraded(what, oldBuild string, done upgraded) error {
	_, err := fmt.Fprintf(p.Stdout, "upgraded %s in %s: rip-server %s (pid %d) has taken over from %s (pid %d)\n",
		what, seconds(done.Seconds), done.Build, done.PID, oldBuild, done.OldPID)
	return err
}

// programNamed is the absolute path of --binary, "" when there is none.
func programNamed(binary string) (string, error) {
	if binary == "" {
		return "", nil
	}
	found, err := exec.LookPath(binary)
	if err == nil {
		found, err = filepath.Abs(found)
	}
	if err != nil {
		return "", usagef("--binary: %w", err)
	}
	return found, nil
}

// heirOf is the server that has taken over from old; it serves already.
func (p *Process) heirOf(ctx context.Context, old control.Status) (control.Status, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return old, err
	}
	for _, r := range found.Running {
		if label(r.Status) == label(old) && r.Status.PID != old.PID {
			return r.Status, nil
		}
	}
	return old, fmt.Errorf("it is done, and the new server of %s does not answer: see \"rip-server status\"", label(old))
}
