package control

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func paths(t *testing.T, runtimeDir, prefix string) Paths {
	t.Helper()
	p, err := NewPaths(runtimeDir, "dev", "shop", prefix)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// deadSocket leaves a socket file behind that nobody listens on.
func deadSocket(t *testing.T, path string) {
	t.Helper()
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	ln.SetUnlinkOnClose(false)
	ln.Close()
}

func TestSecondServerIsRefusedAndToldWhoRuns(t *testing.T) {
	p := paths(t, private(t), "")
	first, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Claim(t.Context())
	var running *RunningError
	if !errors.As(err, &running) || running.PID != os.Getpid() || running.Socket != p.Control() {
		t.Fatalf("got %#v, want who runs", err)
	}
	for _, part := range []string{"rip-server stop shop", "--variant=", p.Control()} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
	if err := first.Release(); err != nil {
		t.Error(err)
	}
	if left := files(t, p.RuntimeDir); len(left) != 0 {
		t.Errorf("released, but %v is left", left)
	}
	again, err := p.Claim(t.Context())
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}

func TestServerWithoutItsLockFileIsStillSeen(t *testing.T) {
	p := paths(t, private(t), "")
	serve(t, newApp(), p.Control())
	_, err := p.Claim(t.Context())
	var running *RunningError
	if !errors.As(err, &running) || running.PID != os.Getpid() {
		t.Errorf("got %v, want the pid that answers", err)
	}
	if _, err := NewClient(p.Control()).Status(t.Context()); err != nil {
		t.Errorf("the living server lost its socket: %v", err)
	}
}

func TestOnlyStaleSocketsOfThePrefixAreRemoved(t *testing.T) {
	dir := private(t)
	p := paths(t, dir, "")
	stale := []string{"dev_shop.ctl.sock", "dev_shop.1-1.sock", "dev_shop.12-345.sock"}
	kept := []string{"dev_shop.x.1-1.sock", "dev_shop2.1-1.sock", "dev_shopping.ctl.sock", "other.sock"}
	for _, name := range append(slices.Clone(stale), kept...) {
		deadSocket(t, filepath.Join(dir, name))
	}
	for _, name := range []string{"dev_shop.7-7.sock", "dev_shop.txt"} { // not sockets
		if err := os.WriteFile(filepath.Join(dir, name), []byte("precious"), 0o600); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, name)
	}
	claim, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer claim.Release()
	want := append(slices.Clone(kept), "dev_shop.lock")
	slices.Sort(want)
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
}

func TestServerWithAPrefixElsewhereIsFoundThroughItsLink(t *testing.T) {
	runtimeDir, elsewhere := private(t), private(t)
	p := paths(t, runtimeDir, filepath.Join(elsewhere, "s"))
	if err := os.Symlink("/nowhere", p.Link()); err != nil { // a dead server's
		t.Fatal(err)
	}
	claim, err := p.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	serve(t, newApp(), p.Control())
	found, err := Discover(t.Context(), runtimeDir)
	if err != nil || len(found.Running) != 1 || found.Running[0].Status.App != "shop" {
		t.Errorf("found %+v, %v", found, err)
	}
	if err := claim.Release(); err != nil {
		t.Error(err)
	}
	if left := files(t, runtimeDir); len(left) != 0 {
		t.Errorf("released, but %v is left", left)
	}
}

func TestPrefixInASharedDirectoryIsRefused(t *testing.T) {
	p := paths(t, private(t), "/tmp/shop")
	if _, err := p.Claim(context.Background()); err == nil || !strings.Contains(err.Error(), "directory of your own") {
		t.Errorf("got %v", err)
	}
}
