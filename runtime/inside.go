package runtime

import (
	"io"
	"net"
)

// InProcess is a Runtime whose workers live in the server's own process. They
// keep the worker contract with two differences: they are reached by Dial
// instead of a socket, and say that they are ready by a call instead of a join.
type InProcess interface {
	Runtime
	// Start starts a worker of app in slot and returns at once. What the
	// worker fails of before it is ready is its ExitText.
	Start(app App, slot Slot, host Host) (Instance, error)
}

// Host is what a worker within the process has from outside.
type Host struct {
	// Ready is called once, from any goroutine, when the worker serves.
	Ready func()
	// Tired asks for another worker in this one's place, which goes on until that
	// is ready. It may be called from any goroutine and does not block. Nil: nobody
	// can be asked.
	Tired func()
	// Stdout and Stderr take what the app prints. They never block for long.
	Stdout, Stderr io.Writer
}

// Instance is one worker within the process. Its methods never block and may
// be called at any time.
type Instance interface {
	// Dial opens a connection to the worker, which speaks HTTP/1.1 on it.
	Dial() (net.Conn, error)
	// Terminate asks the worker to finish and go, as SIGTERM does.
	Terminate()
	// Kill ends it at once. Done is closed soon after, whatever the app does.
	Kill()
	// Done is closed when the worker has ended.
	Done() <-chan struct{}
	// ExitText says how it ended; valid after Done.
	ExitText() string
}
