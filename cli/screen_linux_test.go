package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/rip-server/rip-server/internal/testkit"
)

// pty is both ends of a new pseudo-terminal.
func pty(t *testing.T, columns, lines uint16) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { person.Close() })
	number, err := unix.IoctlGetUint32(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Close() })
	if err := unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: lines}); err != nil {
		t.Fatal(err)
	}
	return person, program
}

// fakePlatform tells of one app and nothing else.
func fakePlatform(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/api/stats" {
			fmt.Fprint(w, `{"apps":1,"running":1,"workers":2,"version":"v9"}`)
			return
		}
		fmt.Fprint(w, `[{"name":"shop","status":"running","workers":2,"slots":{"desired":2,"idle":2},"traffic":{"requests":7}}]`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestTopTakesTheTerminalAndGivesItBack(t *testing.T) {
	person, program := pty(t, 80, 24)
	before, err := unix.IoctlGetTermios(int(program.Fd()), readTermios)
	if err != nil {
		t.Fatal(err)
	}
	var seen testkit.Buffer
	go func() { // ends when the pseudo-terminal is closed
		buf := make([]byte, 4096)
		for {
			n, err := person.Read(buf)
			seen.Write(buf[:n])
			if err != nil {
				return
			}
		}
	}()
	done := make(chan int, 1)
	go func() { // ends with q, which is typed below
		done <- Main(Process{
			Args:    []string{"top", "--interval=100ms", "--server", fakePlatform(t)},
			Environ: []string{"TERM=xterm-256color"}, Stdin: program, Stdout: program, Stderr: &bytes.Buffer{},
		})
	}()
	testkit.Eventually(t, "the app is on the alternate screen", func() bool {
		return seen.Contains("\x1b[?1049h") && seen.Contains("shop") && seen.Contains("q quit")
	})
	during, err := unix.IoctlGetTermios(int(program.Fd()), readTermios)
	if err != nil || during.Lflag&(unix.ECHO|unix.ICANON) != 0 {
		t.Errorf("keys are echoed, or wait for a return: %v, %v", during, err)
	}
	if err := unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: 30, Row: 6}); err != nil {
		t.Fatal(err)
	}
	length := len(seen.String())
	testkit.Eventually(t, "it is drawn for the new size", func() bool {
		frames := strings.Split(seen.String()[length:], "\x1b[H")
		return len(frames) > 2 && strings.Count(frames[len(frames)-2], "\r\n") == 5
	})
	if _, err := person.WriteString("rq"); err != nil {
		t.Fatal(err)
	}
	select {
	case code := <-done:
		if code != 0 {
			t.Errorf("exit code %d", code)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("q does not end it")
	}
	testkit.Eventually(t, "the terminal is as it was", func() bool { return strings.HasSuffix(seen.String(), "\x1b[?25h\x1b[?1049l") })
	after, err := unix.IoctlGetTermios(int(program.Fd()), readTermios)
	if err != nil || *after != *before {
		t.Errorf("the terminal's settings are %+v, they were %+v", after, before)
	}
}

func TestTheEndOfTheContextEndsTheReadingOfKeys(t *testing.T) {
	_, program := pty(t, 80, 24)
	screen, err := openScreen(program, program)
	if err != nil {
		t.Fatal(err)
	}
	defer screen.close()
	ctx, cancel := context.WithCancel(t.Context())
	_, ended := screen.keys(ctx)
	cancel()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the goroutine that reads keys goes on")
	}
}
