package ports

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func TestHeldByNamesThisProcess(t *testing.T) {
	needsSystem(t)
	for _, address := range []string{"127.0.0.1:0", "[::1]:0", ":0"} {
		t.Run(address, func(t *testing.T) {
			port := listen(t, address)
			holder, ok := HeldBy(port)
			if !ok || holder.PID != os.Getpid() {
				t.Fatalf("HeldBy(%d) = %+v, %v; want this process, pid %d", port, holder, ok, os.Getpid())
			}
			if !strings.HasPrefix(holder.String(), "ports.test") || !strings.Contains(holder.String(), "(pid ") {
				t.Errorf("String() = %q, want %q", holder, "ports.test (pid N)")
			}
		})
	}
}

func TestHeldByNamesAnotherProcess(t *testing.T) {
	needsSystem(t)
	child, port := listeningChild(t)
	holder, ok := HeldBy(port)
	if !ok || holder.PID != child {
		t.Fatalf("HeldBy(%d) = %+v, %v; want pid %d", port, holder, ok, child)
	}
}

func TestHeldByIsFalseForAFreePort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if holder, ok := HeldBy(port); ok {
		t.Errorf("HeldBy(%d) = %v, want nobody", port, holder)
	}
}

func TestAnEstablishedConnectionDoesNotHoldItsPort(t *testing.T) {
	needsSystem(t)
	connection, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(listen(t, "127.0.0.1:0")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	port := connection.LocalAddr().(*net.TCPAddr).Port
	if holder, ok := HeldBy(port); ok {
		t.Errorf("HeldBy(%d) = %v, want nobody: it is the client's end of a connection", port, holder)
	}
}

func TestStringSaysWhatIsKnown(t *testing.T) {
	for want, holder := range map[string]Holder{
		"node (pid 1234)": {PID: 1234, Command: "node", User: "alice"},
		"pid 1234":        {PID: 1234},
		"a process of user postgres that this user cannot see into": {User: "postgres"},
		"a process that this user cannot see into":                  {},
	} {
		if got := holder.String(); got != want {
			t.Errorf("%+v.String() = %q, want %q", holder, got, want)
		}
	}
}

func TestCommandOfDropsTheDirectoryAndCutsLongLines(t *testing.T) {
	command, line := commandOf([]string{"/usr/local/bin/bun", "run", strings.Repeat("é", 100)})
	if command != "bun" {
		t.Errorf("command = %q, want bun", command)
	}
	if want := "bun run " + strings.Repeat("é", maxLine-len("bun run ")-1) + "…"; line != want {
		t.Errorf("line = %q, want %q", line, want)
	}
}

func TestLsofOutputNamesTheOldestProcess(t *testing.T) {
	got, ok := parseLsof("p1300\ncnginx\nLwww\nf6\np1234\ncnode\nLalice\nf23\n")
	if want := (Holder{PID: 1234, Command: "node", User: "alice"}); !ok || got != want {
		t.Errorf("parseLsof = %+v, %v; want %+v", got, ok, want)
	}
	for _, nothing := range []string{"", "\n", "lsof: WARNING: can't stat()\n", "pxyz\ncnode\n"} {
		if got, ok := parseLsof(nothing); ok {
			t.Errorf("parseLsof(%q) = %+v, want nothing", nothing, got)
		}
	}
}

// needsSystem skips on systems where holders cannot be asked for.
func needsSystem(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skipf("%s has no way to ask who holds a port", runtime.GOOS)
	}
}

// listen holds a free port for the length of the test.
func listen(t *testing.T, address string) int {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Skipf("cannot listen on %s: %v", address, err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().(*net.TCPAddr).Port
}

// childEnv makes the test binary listen and print its port instead of testing.
const childEnv = "PORTS_TEST_LISTEN"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		listenUntilStdinCloses()
		return
	}
	os.Exit(m.Run())
}

func listenUntilStdinCloses() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString(strconv.Itoa(listener.Addr().(*net.TCPAddr).Port) + "\n")
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
	_ = listener.Close()
}

// listeningChild starts a process that holds a port until the test ends.
func listeningChild(t *testing.T) (pid, port int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"=1")
	stdin, stdinErr := child.StdinPipe()
	stdout, stdoutErr := child.StdoutPipe()
	if err := child.Start(); err != nil || stdinErr != nil || stdoutErr != nil {
		t.Fatal(err, stdinErr, stdoutErr)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = child.Wait()
	})
	text, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	port, err = strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		t.Fatal(err)
	}
	return child.Process.Pid, port
}
