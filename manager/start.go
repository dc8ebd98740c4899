package manager

import (
	"fmt"
	"os"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// spawn starts a worker for s. A start that fails is reported as the
// worker's exit, later, so that every failure takes the same way.
func (m *Manager) spawn(s *slot, version int, replaces Reason) *worker {
	m.generations[s.number]++
	id := fmt.Sprintf("%d-%d", s.number, m.generations[s.number])
	cfg := m.configOf(version)
	w := &worker{
		id: id, slot: s, cfg: cfg, version: version, epoch: m.epoch, replaces: replaces,
		socket: cfg.Socket(id), recycleAfter: cfg.recycleAfter(), startedAt: time.Now(),
	}
	m.workers[id] = w
	_ = os.Remove(w.socket) // a leftover would make the bind fail; that failure would tell
	if err := m.launch(w); err != nil {
		w.cause = fmt.Sprintf("worker %s could not be started: %v", id, err)
		m.mail.post(func() { m.exited(w, "not started") })
		return w
	}
	w.boot = m.after(cfg.BootTimeout, func() {
		w.cause = fmt.Sprintf("worker %s did not join within %v (a worker joins by POST /worker on the control socket when it is ready)", id, cfg.BootTimeout)
		m.killNow(w)
	})
	m.observe(w.event(WorkerStarted, replaces, ""))
	return w
}

func (m *Manager) launch(w *worker) error {
	process, err := m.begin(w, runtime.Slot{
		ID: w.id, Socket: w.socket, Control: m.cfg.Control, Version: w.version, MaxRequests: w.recycleAfter,
	}, func(line control.LogLine) {
		if line.Stream == "stderr" {
			w.tail.add(line.Text)
		}
		w.cfg.Output(line)
	})
	if err != nil {
		return err
	}
	w.process = process
	m.watchers.Go(func() { // ends with the process
		<-process.Done()
		m.mail.post(func() { m.exited(w, process.ExitText()) })
	})
	return nil
}

// begin starts what serves w: a process, or a worker within this one.
func (m *Manager) begin(w *worker, slot runtime.Slot, out func(control.LogLine)) (Process, error) {
	if rt, ok := w.cfg.Runtime.(runtime.InProcess); ok {
		return m.startInside(rt, w, slot, out)
	}
	command, err := w.cfg.Runtime.Worker(w.cfg.App, slot)
	if err != nil {
		return nil, err
	}
	return m.cfg.Starter.Start(command, w.id, out)
}
