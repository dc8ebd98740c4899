package appserver_test

import (
	"fmt"
	"slices"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestARealServer(t *testing.T) {
	t.Parallel()
	b := build(t)
	t.Run("killed by SIGKILL leaves no worker, and the next one cleans up", b.diesAlone)
	t.Run("answers what is queued when SIGTERM comes", b.drains)
	t.Run("reloads without a loss when SIGHUP comes", b.reloads)
}

func (b *binary) diesAlone(t *testing.T) {
	first := b.serve(t, "w:3")
	load := testkit.Load{Addr: first.addr, Clients: 3}.Start(t)
	load.More(t, 20)
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	load.Stop()
	first.cmd.Wait()
	testkit.Eventually(t, "the workers of a killed server are gone", func() bool {
		return len(testkit.ProcessesWith(t, b.run)) == 0
	})
	if !slices.Contains(first.sockets(), "prod_app.3-1.sock") {
		t.Fatalf("nothing was left to clean up: %q", first.sockets())
	}
	second := b.serve(t, "w:1")
	if got, want := second.sockets(), []string{"prod_app.1-1.sock", "prod_app.ctl.sock"}; !slices.Equal(got, want) {
		t.Errorf("after a fresh start the sockets are %q, want %q", got, want)
	}
	c := testkit.NewClient(second.addr)
	defer c.Close()
	if a, err := c.Get("/"); err != nil || a.Status != 200 {
		t.Errorf("the fresh server answers %v %v", a, err)
	}
}

func (b *binary) drains(t *testing.T) {
	p := b.serve(t, "w:1", "--queue-timeout-ms=30000")
	load := testkit.Load{
		Addr: p.addr, Clients: 12, Each: 1,
		Send: func(c *testkit.Client, client, _ int) (testkit.Answer, error) {
			return c.Do("POST", fmt.Sprintf("/?id=%d&ms=100", client), "data")
		},
	}.Start(t)
	testkit.Eventually(t, "eleven requests are queued", func() bool {
		s, _ := p.status()
		return s.Traffic.QueueDepth == 11
	})
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	load.Wait().WantAll(t, 200)
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM the server ends with %v", err)
	}
	p.ledger.wantNeverTwice(t)
	if runs := p.ledger.runs(t); len(runs) != 12 {
		t.Errorf("%d of 12 requests were run", len(runs))
	}
	if left := testkit.ProcessesWith(t, b.run); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
	if left := p.sockets(); len(left) > 0 {
		t.Errorf("sockets %q are left", left)
	}
}

func (b *binary) reloads(t *testing.T) {
	p := b.serve(t, "w:2", "--hot-reload=process")
	load := testkit.Load{Addr: p.addr, Clients: 4}.Start(t)
	load.More(t, 10)
	if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	testkit.Eventually(t, "the second version has the traffic", func() bool {
		s, _ := p.status()
		return s.Version == 2 && s.Slots.Extra == 0
	})
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM the server ends with %v", err)
	}
}
