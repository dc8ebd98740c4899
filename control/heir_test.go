package control

import (
	"errors"
	"net"
	"os"
	"slices"
	"syscall"
	"testing"
)

// handedOver is the lock as another process gets it: a descriptor of its own
// for the same open file.
func handedOver(t *testing.T, c *Claim) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(c.Lock().Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "lock")
}

// bind makes a socket file, as a server's control socket.
func bind(t *testing.T, path string) {
	t.Helper()
	ln, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
}

func TestAnHeirHasSocketsOfItsOwnAndTheLockNeverGoes(t *testing.T) {
	p := paths(t, private(t), "")
	old, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bind(t, p.Control())
	heir, itsPaths, err := p.Inherit(t.Context(), Inheritance{Lock: handedOver(t, old), Generation: p.Generation() + 1})
	if err != nil {
		t.Fatal(err)
	}
	bind(t, itsPaths.Control())
	if itsPaths.Control() == p.Control() || itsPaths.Lock() != p.Lock() || itsPaths.Generation() != 1 {
		t.Fatalf("the heir's paths are %+v", itsPaths)
	}
	if err := old.Bequeath(4711); err != nil {
		t.Fatal(err)
	}
	heir.Succeed()
	if err := old.Release(); err != nil {
		t.Fatal(err)
	}
	if got, want := files(t, p.RuntimeDir), []string{"dev_shop.lock", "dev_shop~1.ctl.sock"}; !slices.Equal(got, want) {
		t.Errorf("when the old one is gone there are %v, want %v", got, want)
	}
	var running *RunningError
	if _, err := p.Claim(t.Context()); !errors.As(err, &running) || running.PID != 4711 {
		t.Errorf("a third one got %v, want to hear of the heir", err)
	}
	if err := heir.Release(); err != nil {
		t.Fatal(err)
	}
	if left := files(t, p.RuntimeDir); len(left) != 0 {
		t.Errorf("released, but %v is left", left)
	}
}

func TestAnHeirThatFailsLeavesItsPredecessorAsItWas(t *testing.T) {
	p := paths(t, private(t), "")
	old, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer old.Release()
	bind(t, p.Control())
	before := files(t, p.RuntimeDir)
	heir, itsPaths, err := p.Inherit(t.Context(), Inheritance{Lock: handedOver(t, old), Generation: 1})
	if err != nil {
		t.Fatal(err)
	}
	deadSocket(t, itsPaths.Control())
	if err := heir.Release(); err != nil {
		t.Fatal(err)
	}
	if after := files(t, p.RuntimeDir); !slices.Equal(after, before) {
		t.Errorf("after the failed heir there are %v, want %v", after, before)
	}
	if _, err := p.Claim(t.Context()); err == nil {
		t.Error("the lock went with the heir")
	}
}

func TestSocketsOfAnHeirThatWasKilledAreRemovedByTheNextServer(t *testing.T) {
	p := paths(t, private(t), "")
	heir, err := p.heir(3)
	if err != nil {
		t.Fatal(err)
	}
	deadSocket(t, heir.Control())
	deadSocket(t, heir.Worker("1-1"))
	deadSocket(t, p.RuntimeDir+"/dev_shop~x.ctl.sock")
	claim, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer claim.Release()
	if got, want := files(t, p.RuntimeDir), []string{"dev_shop.lock", "dev_shop~x.ctl.sock"}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
}

func TestAnHeirWithoutItsLockFileIsStillSeen(t *testing.T) {
	p := paths(t, private(t), "")
	heir, err := p.heir(2)
	if err != nil {
		t.Fatal(err)
	}
	serve(t, newApp(), heir.Control())
	var running *RunningError
	if _, err := p.Claim(t.Context()); !errors.As(err, &running) || running.Socket != heir.Control() {
		t.Errorf("got %v, want who runs", err)
	}
}
