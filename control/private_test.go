package control

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestAPrivateSocketHangsUpOnOtherUsers(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("becoming another user needs root")
	}
	dir := private(t)
	socket := filepath.Join(dir, "p.sock")
	ln, err := ListenPrivate(socket, 4)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, Status{App: "mine"}) })}
	go func() { served <- s.Serve(ln) }()
	t.Cleanup(func() { s.Close(); <-served })
	if got, err := NewClient(socket).Status(t.Context()); err != nil || got.App != "mine" {
		t.Errorf("its own user got %+v, %v", got, err)
	}
	// The modes keep others out before the kernel's word does; take them away.
	for _, path := range []string{dir, socket} {
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, socket)
	cmd.Env = append(os.Environ(), callAsEnv+"=65534")
	err = cmd.Run()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 { // no answer at all
		t.Errorf("another user's call ended with %v, want no answer", err)
	}
}
