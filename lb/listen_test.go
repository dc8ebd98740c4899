package lb

import (
	"net"
	"testing"
	"time"
)

func TestListenOpensEveryReplicaOnOnePort(t *testing.T) {
	lns, err := Listen("127.0.0.1", 0, 3)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(lns)
	if len(lns) != 3 {
		t.Fatalf("%d listeners", len(lns))
	}
	for _, ln := range lns {
		if ln.Addr().String() != lns[0].Addr().String() {
			t.Errorf("%s and %s", ln.Addr(), lns[0].Addr())
		}
	}
}

// With SO_REUSEPORT two servers of one user would share a port unnoticed.
func TestTakenPortIsAnErrorEvenWithReplicas(t *testing.T) {
	first, err := Listen("127.0.0.1", 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(first)
	if second, err := Listen("127.0.0.1", first[0].Addr().(*net.TCPAddr).Port, 2); err == nil {
		closeAll(second)
		t.Error("the port was shared")
	}
}

func TestReplicasShareOnePool(t *testing.T) {
	w := newWorld(t)
	worker := w.worker("a", hello)
	lns, err := Listen("127.0.0.1", 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, ln := range lns {
		w.server.Serve(ln, "http")
	}
	w.addr = lns[0].Addr().String()
	for range 10 {
		w.dial().get("/").is(t, 200, "a")
	}
	if worker.most.Load() > 1 || worker.started.Load() != 10 {
		t.Errorf("%d requests, %d at once", worker.started.Load(), worker.most.Load())
	}
}

func TestLazyDeadlineIsNeverTooEarlyNorMuchTooLate(t *testing.T) {
	var d lazyDeadline
	const timeout = time.Second
	now, moved := time.Now(), 0
	for range 1000 {
		at, stale := d.next(now, timeout)
		if stale {
			moved++
			d.at = at
		}
		if left := d.at.Sub(now); left < timeout || left > timeout+timeout/32 {
			t.Fatalf("%s left of %s", left, timeout)
		}
		now = now.Add(time.Millisecond)
	}
	if moved > 40 {
		t.Errorf("moved %d times in a second", moved)
	}
	if _, stale := d.next(now, time.Millisecond); !stale {
		t.Error("a shorter timeout keeps the longer one's deadline")
	}
}
