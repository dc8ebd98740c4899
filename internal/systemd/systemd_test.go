package systemd

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestVariablesOfTheManagerAreTakenOutOfTheEnvironment(t *testing.T) {
	s, rest := Take([]string{
		"PATH=/bin", "NOTIFY_SOCKET=/run/n", "WATCHDOG_USEC=3000000", "WATCHDOG_PID=7",
		"LISTEN_FDS=2", "LISTEN_PID=7", "LISTEN_FDNAMES=http:https", "HOME=/root",
	}, 7, 0)
	if want := []string{"PATH=/bin", "HOME=/root"}; !slices.Equal(rest, want) {
		t.Errorf("what is left is %q, want %q", rest, want)
	}
	if !s.Wanted() || s.Watchdog != 3*time.Second || s.count != 2 || !slices.Equal(s.names, []string{"http", "https"}) {
		t.Errorf("taken: %+v", s)
	}
}

func TestWhatIsForAnotherProcessIsNotTaken(t *testing.T) {
	environ := []string{"WATCHDOG_USEC=3000000", "WATCHDOG_PID=8", "LISTEN_FDS=1", "LISTEN_PID=8"}
	if s, _ := Take(environ, 7, 0); s.count != 0 || s.Watchdog != 0 {
		t.Errorf("taken: %+v", s)
	}
	if s, _ := Take(environ, 7, 8); s.count != 1 {
		t.Errorf("sockets from the parent, which hands over, are not taken: %+v", s)
	}
}

func TestWithoutAManagerNothingIsSent(t *testing.T) {
	s, _ := Take([]string{"PATH=/bin"}, 7, 0)
	if err := s.Ready("serving"); err != nil {
		t.Error(err)
	}
	if all, err := s.Listeners(); err != nil || len(all) != 0 {
		t.Errorf("listeners %v, %v", all, err)
	}
}

func TestNotificationsArriveAsTheProtocolSays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "n")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	s, _ := Take([]string{"NOTIFY_SOCKET=" + path}, 7, 0)
	for _, send := range []struct {
		call func() error
		want string
	}{
		{func() error { return s.Ready("two\nlines") }, "READY=1\nSTATUS=two lines"},
		{func() error { return s.Reloading(5 * time.Microsecond) }, "RELOADING=1\nMONOTONIC_USEC=5"},
		{s.Stopping, "STOPPING=1"},
		{s.Alive, "WATCHDOG=1"},
		{func() error { return s.Successor(12) }, "MAINPID=12"},
	} {
		if err := send.call(); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 256)
		n, err := conn.Read(buf)
		if err != nil || string(buf[:n]) != send.want {
			t.Errorf("sent %q, %v; want %q", buf[:n], err, send.want)
		}
	}
	if Monotonic() <= 0 {
		t.Error("the monotonic clock stands still")
	}
}

// passed are descriptors as a manager passes them: copies of a listener's.
func passed(t *testing.T, lns ...*net.TCPListener) Service {
	t.Helper()
	s := Service{}
	for i, ln := range lns {
		raw, err := ln.SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		at := 200 + i // in one row, as the protocol wants
		if err := raw.Control(func(fd uintptr) { err = unix.Dup2(int(fd), at) }); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s.first, s.count = 200, len(lns)
	return s
}

func TestPassedSocketsAcceptConnectionsByName(t *testing.T) {
	var lns []*net.TCPListener
	for range 2 {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		lns = append(lns, ln.(*net.TCPListener))
	}
	s := passed(t, lns...)
	s.names = []string{"http"}
	all, err := s.Listeners()
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(all)
	for name, ln := range map[string]*net.TCPListener{"http": lns[0], "": lns[1]} {
		if len(all[name]) != 1 || all[name][0].Addr().String() != ln.Addr().String() {
			t.Fatalf("under %q are %v, want %v", name, all[name], ln.Addr())
		}
	}
	conn, err := net.Dial("tcp", lns[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	accepted, err := all["http"][0].Accept()
	if err != nil {
		t.Fatal(err)
	}
	accepted.Close()
}

func TestADescriptorThatIsNoSocketIsAnErrorThatNamesIt(t *testing.T) {
	_, err := Service{first: 250, count: 1, names: []string{"http"}}.Listeners()
	if err == nil || !strings.Contains(err.Error(), `descriptor 250 ("http")`) {
		t.Errorf("error %v", err)
	}
}
