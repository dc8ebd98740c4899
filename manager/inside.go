package manager

import (
	"os"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// insider is a worker within this process, managed as processes are.
type insider struct {
	runtime.Instance
	output *output
	done   chan struct{}
}

// startInside starts a worker of a runtime that needs no process for it.
func (m *Manager) startInside(rt runtime.InProcess, w *worker, slot runtime.Slot, out func(control.LogLine)) (Process, error) {
	p := &insider{output: newOutput(w.id, out), done: make(chan struct{})}
	stdout, stderr := p.output.writer("stdout"), p.output.writer("stderr")
	instance, err := rt.Start(w.cfg.App, slot, runtime.Host{
		Ready:  func() { m.mail.post(func() { m.readyInside(w) }) },
		Tired:  func() { m.mail.post(func() { m.tiredInside(w) }) },
		Stdout: stdout, Stderr: stderr,
	})
	if err != nil {
		p.output.end(lastWords)
		return nil, err
	}
	p.Instance, w.inside = instance, instance
	go func() { // ends with the worker
		<-instance.Done()
		stdout.flush()
		stderr.flush()
		p.output.end(lastWords)
		close(p.done)
	}()
	return p, nil
}

// readyInside is the join of a worker within this process.
func (m *Manager) readyInside(w *worker) {
	if w.state == Starting {
		m.joined(w, os.Getpid())
	}
}

// tiredInside has a worker replaced that asks for it: memory within the server
// is short, and whose it is only the runtime may guess.
func (m *Manager) tiredInside(w *worker) {
	if w.state == Ready && w.recycle == "" {
		w.recycle = Memory
	}
}

// PID is our own.
func (*insider) PID() int { return os.Getpid() }

// Done is closed when the worker has ended and its last output is delivered.
func (p *insider) Done() <-chan struct{} { return p.done }
