//go:build e2e

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// serve runs the real binary on an app until the test ends, and returns its URL.
func serve(t *testing.T, app string, words ...string) string {
	t.Helper()
	port := testkit.FreePort(t)
	launch(t, "ready", append([]string{app, fmt.Sprintf("http:%d", port)}, words...)...)
	return fmt.Sprintf("http://localhost:%d/", port)
}

// serveTLS is serve over HTTPS, with a certificate that nobody trusts.
func serveTLS(t *testing.T, app string, words ...string) string {
	t.Helper()
	port := testkit.FreePort(t)
	launch(t, "ready", append([]string{app, "https:quick", fmt.Sprintf("https:%d", port)}, words...)...)
	return fmt.Sprintf("https://localhost:%d/", port)
}

// launch runs the real binary until the test ends, and returns what it says
// when it has said ready. Its state is in folders of its own.
func launch(t *testing.T, ready string, args ...string) *testkit.Buffer {
	t.Helper()
	bun := testkit.Bun(t)
	binary := filepath.Join(t.TempDir(), "rip-server")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	server := exec.Command(binary, args...)
	server.Env = append(os.Environ(), "RIP_RUNTIME_DIR="+testkit.ShortDir(t), "RIP_HOME="+t.TempDir(), "RIP_BUN="+bun)
	log := &testkit.Buffer{}
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGTERM)
		if err := server.Wait(); err != nil {
			t.Errorf("the server ended with %v\n%s", err, log.String())
		}
	})
	testkit.Eventually(t, "the server is ready", func() bool { return log.Contains(ready) })
	return log
}
