package manager

import (
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// Starter starts worker processes; Spawner is the real one.
type Starter interface {
	// Start runs command as worker id. out gets every line the worker writes,
	// from one goroutine of the process; it may block without holding up the worker.
	Start(command runtime.Command, id string, out func(control.LogLine)) (Process, error)
}

// Process is one running worker. Its methods never block and may be called
// at any time, also after the process ended.
type Process interface {
	PID() int
	// Terminate asks the worker to finish and go (SIGTERM).
	Terminate()
	// Kill ends the worker and everything it started in its process group (SIGKILL).
	Kill()
	// Done is closed when the process is reaped and its last output delivered.
	Done() <-chan struct{}
	// ExitText says how it ended, "exit code 1" or "signal: killed"; valid after Done.
	ExitText() string
}
