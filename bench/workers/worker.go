package workers

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// exitGrace is generous: a worker exits as soon as its standard input ends.
const exitGrace = 5 * time.Second

// worker is one process; whoever started it stops it.
type worker struct {
	socket  string
	log     string // path of its output
	command *exec.Cmd
	stdin   io.Closer     // its end is the worker's order to exit
	exited  chan struct{} // closed when the process is gone
}

// startWorker starts the worker of one slot as the manager would, but with its
// output in a file.
func startWorker(plan Plan, slot int, controlSocket string) (*worker, error) {
	id := workerID(slot)
	w := &worker{
		socket: filepath.Join(plan.Dir, "w."+id+".sock"),
		log:    filepath.Join(plan.Dir, "w."+id+".log"),
		exited: make(chan struct{}),
	}
	described, err := plan.Runtime.Worker(plan.App, runtime.Slot{ID: id, Socket: w.socket, Control: controlSocket, Version: 1})
	if err != nil {
		return nil, fmt.Errorf("worker %s: %w", id, err)
	}
	output, err := os.Create(w.log)
	if err != nil {
		return nil, err
	}
	defer output.Close()
	w.command = exec.Command(described.Path, described.Args...)
	w.command.Dir = described.Dir
	w.command.Env = append(os.Environ(), described.Env...)
	w.command.Stdout, w.command.Stderr = output, output
	w.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a ctrl-C is ours to handle
	if w.stdin, err = w.command.StdinPipe(); err != nil {
		return nil, err
	}
	if err := w.command.Start(); err != nil {
		return nil, fmt.Errorf("worker %s: %w", id, err)
	}
	go func() { // ends with the process, which stop makes end
		_ = w.command.Wait() // how it ended is in its output
		close(w.exited)
	}()
	return w, nil
}

// stop tells the worker to exit and waits for it.
func (w *worker) stop() error {
	_ = w.stdin.Close() // it may be gone, and its pipe with it
	select {
	case <-w.exited:
		return nil
	case <-time.After(exitGrace):
	}
	_ = w.command.Process.Kill()
	<-w.exited
	return fmt.Errorf("worker %d did not exit in %s when its standard input ended, and was killed", w.command.Process.Pid, exitGrace)
}
