package manager

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
	"go.uber.org/goleak"
)

// playEnv makes this test binary play a process in a test.
const playEnv = "RIP_TEST_PLAY"

func TestMain(m *testing.M) {
	if part := os.Getenv(playEnv); part != "" {
		play(part)
		return
	}
	goleak.VerifyTestMain(m)
}

// part is the command that plays a part. The race detector would have it
// linger for a second at its end.
func part(name string) runtime.Command {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return runtime.Command{Path: self, Env: []string{playEnv + "=" + name, "GORACE=atexit_sleep_ms=0"}}
}

func play(name string) {
	switch name {
	case "exit 3":
		fmt.Fprintln(os.Stderr, "giving up")
		os.Exit(3)
	case "flood": // 10 MB in one line
		block := bytes.Repeat([]byte("x"), 1<<20)
		for range 10 {
			os.Stdout.Write(block)
		}
		fmt.Fprintln(os.Stderr, "flood is over")
	case "many lines":
		for i := range 100_000 {
			fmt.Println("line", i)
		}
	case "deaf": // to SIGTERM and to the end of stdin
		signal.Ignore(syscall.SIGTERM)
		fmt.Println("pid", os.Getpid())
		<-time.After(time.Minute) // nothing is left for long when a test fails
	case "polite": // goes when stdin ends
		signal.Ignore(syscall.SIGTERM)
		fmt.Println("pid", os.Getpid())
		io.Copy(io.Discard, os.Stdin)
	case "wrapper": // stands between us and the worker, as npm's shims do
		child := again("deaf")
		if err := child.Run(); err != nil {
			os.Exit(1)
		}
	case "polite wrapper":
		child := again("polite")
		if err := child.Run(); err != nil {
			os.Exit(1)
		}
	case "leaves a child behind": // in a group of its own, holding stdout
		child := again("polite")
		child.Stdin = nil
		child.Env = append(os.Environ(), playEnv+"=deaf")
		child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := child.Start(); err != nil {
			os.Exit(1)
		}
	case "worker":
		playWorker()
	case "server with deaf":
		serve("deaf")
	case "server with polite wrapper":
		serve("polite wrapper")
	}
}

func again(name string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), playEnv+"="+name)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd
}

// serve starts a worker as the server does, tells what it says, and waits to be killed.
func serve(name string) {
	spawner := NewSpawner(os.Environ())
	out := bufio.NewWriter(os.Stdout)
	if _, err := spawner.Start(part(name), "1-1", func(line control.LogLine) {
		fmt.Fprintln(out, line.Text)
		out.Flush()
	}); err != nil {
		fmt.Println(err)
	}
	select {}
}
