package manager

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/rip-server/rip-server/control"
)

func (b *bed) quit(p *fakeProcess) error {
	msg := control.Member{Op: control.OpQuit, App: "app", WorkerID: p.id}
	return b.m.Quit(context.Background(), msg, control.Peer{PID: p.pid})
}

func TestJoinIsRefusedUnlessItIsTheWorkerWeStarted(t *testing.T) {
	setup := func(b *bed, c *Config) {
		c.Workers = 1
		b.behave = func(*fakeProcess) {}
	}
	inBed(t, setup, func(t *testing.T, b *bed) {
		pid := b.process("1-1").pid
		good := control.Member{WorkerID: "1-1", PID: pid, Socket: b.m.cfg.Socket("1-1"), Version: 1}
		refusals := []struct {
			name   string
			change func(*control.Member, *control.Peer)
			status int
		}{
			{"unknown id", func(m *control.Member, _ *control.Peer) { m.WorkerID = "1-2" }, 409},
			{"other socket", func(m *control.Member, _ *control.Peer) { m.Socket = "/elsewhere" }, 409},
			{"other version", func(m *control.Member, _ *control.Peer) { m.Version = 2 }, 409},
			{"other process", func(_ *control.Member, p *control.Peer) { p.PID = os.Getpid() }, 403},
			{"process unknown to the kernel", func(_ *control.Member, p *control.Peer) { p.PID = 0 }, 403},
		}
		for _, r := range refusals {
			msg, peer := good, control.Peer{PID: pid}
			r.change(&msg, &peer)
			err := b.m.Join(t.Context(), msg, peer)
			var refusal *control.Refusal
			if !errors.As(err, &refusal) || refusal.Status != r.status {
				t.Errorf("%s: got %v, want a refusal with %d", r.name, err, r.status)
			}
		}
		b.wants(0, 1, 0, 0)
		good.Trailers = true
		if err := b.m.Join(t.Context(), good, control.Peer{PID: pid}); err != nil {
			t.Errorf("the right one is refused: %v", err)
		}
		b.wants(1, 0, 0, 0)
		if err := b.m.Join(t.Context(), good, control.Peer{PID: pid}); err == nil {
			t.Error("a second join is accepted")
		}
		added := b.traffic.record().added
		if len(added) != 1 || !added[0].Trailers {
			t.Errorf("the balancer was told of %+v, want one that takes trailers", added)
		}
	})
}
