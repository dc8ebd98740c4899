package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
	"github.com/rip-server/rip-server/runtime/rip"
)

// runtimeFor chooses what runs the app's workers: what the settings say, or
// bun when there is one, or else the embedded runtime.
func (p *Process) runtimeFor(a *app) (runtime.Runtime, error) {
	if a.Config.Runtime == rip.Name {
		return p.embedded(a)
	}
	bun, err := bunbridge.Find(a.entry.Dir, p.Environ)
	if err == nil {
		return bun, nil
	}
	if a.Config.Runtime == "auto" && errors.Is(err, bunbridge.ErrNotFound) && p.getenv("RIP_BUN") == "" {
		return p.embedded(a)
	}
	return nil, err
}

// embedded is the embedded runtime with the isolation that the settings say.
func (p *Process) embedded(a *app) (runtime.Runtime, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program, to start workers with: %w", err)
	}
	c := a.Config
	if c.Isolation == "process" {
		return rip.NewProcesses(program), nil
	}
	return rip.NewVMs(rip.VMOptions{
		Environ: p.Environ, Log: p.logger(c), Heap: rip.HeapLimit(c.Workers, c.MaxMemory), Room: rip.Room(p.getenv), Program: program,
	}), nil
}
