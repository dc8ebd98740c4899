package rip

import "github.com/rip-server/rip-server/runtime"

// Processes is the embedded runtime with a process for each worker: what a
// worker does ends with it, whatever it is.
type Processes struct{ program string }

var _ runtime.Runtime = (*Processes)(nil)

// NewProcesses returns a runtime whose workers are started as "program worker-process":
// this very program, or one whose main calls Work.
func NewProcesses(program string) *Processes { return &Processes{program} }

// Name is "rip".
func (*Processes) Name() string { return Name }

// Describe is for the banner, status and doctor.
func (*Processes) Describe() string { return "embedded runtime, a process per worker" }

// Worker returns the command that runs one worker.
func (p *Processes) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	return workerCommand(p.program, app, slot), nil
}

// workerCommand is the command whose main calls Work.
func workerCommand(program string, app runtime.App, slot runtime.Slot) runtime.Command {
	return runtime.Command{Path: program, Args: []string{Verb}, Env: runtime.Environ(app, slot), Dir: app.Dir}
}
