package manager

import (
	"bufio"
	"fmt"
	"os/exec"
	"runtime"
	"testing"
)

// The worker is deaf to the end of its standard input here, so only the
// kernel's signal can end it.
func TestWorkerDiesWithAKilledServerByTheKernelsSignal(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has a parent-death signal")
	}
	dieTogether(t, "server with deaf")
}

// The worker stands behind a wrapper here, so the kernel's signal does not
// reach it and only the end of its standard input can end it.
func TestWorkerBehindAWrapperDiesWithAKilledServerByEndOfInput(t *testing.T) {
	dieTogether(t, "server with polite wrapper")
}

func dieTogether(t *testing.T, server string) {
	command := part(server)
	cmd := exec.Command(command.Path)
	cmd.Env = append(cmd.Environ(), command.Env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var worker int
	if _, err := fmt.Sscanf(line, "pid %d", &worker); err != nil {
		t.Fatalf("the server said %q: %v", line, err)
	}
	if gone(worker) {
		t.Fatal("the worker is gone before its server")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	eventually(t, "the worker is gone", func() bool { return gone(worker) })
}
