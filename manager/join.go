package manager

import (
	"context"

	"github.com/rip-server/rip-server/control"
)

// Join lets a worker serve that says it is ready. It must be one of ours, at
// the place and of the version it was started with, and the message must come
// from its process or one of its group. Refusals are *control.Refusal.
func (m *Manager) Join(ctx context.Context, msg control.Member, peer control.Peer) error {
	return m.ask(ctx, func() error {
		w, err := m.identify(msg, peer)
		if err != nil {
			return err
		}
		switch {
		case w.state != Starting:
			return control.Conflict("worker %s cannot join: it is %v", w.id, w.state)
		case msg.Socket != w.socket:
			return control.Conflict("worker %s listens on %q, it was told %q: use RIP_SOCKET", w.id, msg.Socket, w.socket)
		case msg.Version != 0 && msg.Version != w.version:
			return control.Conflict("worker %s joins as version %d, it was started as %d: send RIP_VERSION", w.id, msg.Version, w.version)
		}
		w.trailers = msg.Trailers
		m.joined(w, peer.PID)
		return nil
	})
}

// Quit takes back a worker that leaves by itself; its slot starts another. A
// worker that was told to go is expected to say so.
func (m *Manager) Quit(ctx context.Context, msg control.Member, peer control.Peer) error {
	return m.ask(ctx, func() error {
		w, err := m.identify(msg, peer)
		if err != nil {
			return err
		}
		if w.state == Ready && !m.stopping {
			m.replace(w, Quit)
		}
		return nil
	})
}

func (m *Manager) identify(msg control.Member, peer control.Peer) (*worker, error) {
	w, ok := m.workers[msg.WorkerID]
	if !ok || w.process == nil {
		return nil, control.Conflict("worker %q is not one of ours: send RIP_WORKER_ID as it was given", msg.WorkerID)
	}
	if pid := w.process.PID(); peer.PID != pid && groupOf(peer.PID) != pid {
		return nil, control.Forbidden("worker %s is pid %d, the message came from pid %d, which is not of its process group", w.id, pid, peer.PID)
	}
	return w, nil
}
