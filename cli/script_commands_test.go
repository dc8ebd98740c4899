package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
)

// patience bounds every wait of a script.
const patience = 20 * time.Second

// scriptCommands are what scripts can do beside testscript's own:
//
//	running <app>        wait until it is healthy; sets $URL, $PORT, $TLSPORT and $PID
//	failing <app>        wait until it is degraded and has an error
//	ended <pid>          wait until no server with this pid answers
//	get <path>           GET $URL<path>; status and body go to stdout
//	begin <path>         the same, without waiting; when it returns a worker runs it
//	finish               wait for what begin began; status and body go to stdout
//	eventually-get <path> <text>   get until the answer contains text
//	signal <name> <pid>  TERM, INT or HUP
//	platform-running     wait until the platform answers its owner; sets $URL, $PORT and $PID
//	free-port <VAR>      sets $VAR to a port that nobody else is likely to take
//	take [port]          listen on a port (0: any), for the rest of the script; sets $TAKEN
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"running": running, "failing": failing, "ended": ended, "get": get, "begin": begin, "finish": finish,
		"eventually-get": eventuallyGet, "signal": signal, "insist": insist, "take": take, "free-port": freePort, "platform-running": platformRunning,
	}
}

func servers(runtimeDir string) []control.Status {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	found, err := control.Discover(ctx, runtimeDir)
	if err != nil {
		return nil
	}
	var list []control.Status
	for _, r := range found.Running {
		list = append(list, r.Status)
	}
	return list
}

// until polls a condition of the running servers.
func until(ts *testscript.TestScript, what string, holds func([]control.Status) bool) {
	deadline := time.Now().Add(patience)
	for {
		list := servers(ts.Getenv("RIP_RUNTIME_DIR"))
		if holds(list) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s did not come; servers: %+v", what, list)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func running(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, args[0], func(list []control.Status) bool {
		for _, s := range list {
			if (s.App == args[0] || s.Variant+"_"+s.App == args[0]) && s.Status == "healthy" && s.Slots.Starting == 0 {
				ts.Setenv("URL", s.URLs[0])
				ts.Setenv("PORT", strconv.Itoa(s.Ports["http"]))
				ts.Setenv("TLSPORT", strconv.Itoa(s.Ports["https"]))
				ts.Setenv("PID", strconv.Itoa(s.PID))
				return true
			}
		}
		return false
	})
}

func platformRunning(ts *testscript.TestScript, _ bool, _ []string) {
	socket := filepath.Join(ts.Getenv("RIP_RUNTIME_DIR"), "platform__controller.api.sock")
	client := &http.Client{Timeout: patience, Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", socket)
		},
	}}
	deadline := time.Now().Add(patience)
	for {
		var about struct {
			PID int
			URL string
		}
		response, err := client.Get("http://localhost/platform/local")
		if err == nil {
			err = json.NewDecoder(response.Body).Decode(&about)
			response.Body.Close()
		}
		if err == nil {
			ts.Setenv("URL", about.URL)
			ts.Setenv("PORT", about.URL[strings.LastIndexByte(about.URL, ':')+1:])
			ts.Setenv("PID", strconv.Itoa(about.PID))
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("the platform did not come up: %v", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func failing(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, "an error of "+args[0], func(list []control.Status) bool {
		for _, s := range list {
			if s.App == args[0] && s.Status == "degraded" && s.LastError != "" {
				return true
			}
		}
		return false
	})
}

func ended(ts *testscript.TestScript, _ bool, args []string) {
	until(ts, "the end of "+args[0], func(list []control.Status) bool {
		for _, s := range list {
			if strconv.Itoa(s.PID) == args[0] {
				return false
			}
		}
		return true
	})
}

func request(url string) (string, error) {
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%d %s", response.StatusCode, body), err
}

func get(ts *testscript.TestScript, neg bool, args []string) {
	text, err := request(ts.Getenv("URL") + args[0])
	if neg != (err != nil) {
		ts.Fatalf("get %s: %q, %v", args[0], text, err)
	}
	fmt.Fprintln(ts.Stdout(), text)
}

func eventuallyGet(ts *testscript.TestScript, _ bool, args []string) {
	deadline := time.Now().Add(patience)
	for {
		text, err := request(ts.Getenv("URL") + args[0])
		if err == nil && strings.Contains(text, args[1]) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("get %s: %q, %v; it never had %q", args[0], text, err, args[1])
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// flights are the requests that a script began and did not finish.
type flights struct{ list []chan string }

type flightsKey struct{}

func begin(ts *testscript.TestScript, _ bool, args []string) {
	answered := make(chan string, 1)
	url := ts.Getenv("URL") + args[0]
	go func() { // ends with the request, which has a timeout
		text, err := request(url)
		answered <- fmt.Sprint(text, errorText(err))
	}()
	f := ts.Value(flightsKey{}).(*flights)
	f.list = append(f.list, answered)
	until(ts, "a busy worker", func(list []control.Status) bool {
		for _, s := range list {
			if s.Slots.Busy >= len(f.list) {
				return true
			}
		}
		return false
	})
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return "error: " + err.Error()
}

func finish(ts *testscript.TestScript, _ bool, _ []string) {
	f := ts.Value(flightsKey{}).(*flights)
	fmt.Fprintln(ts.Stdout(), <-f.list[0])
	f.list = f.list[1:]
}

func signal(ts *testscript.TestScript, _ bool, args []string) {
	number, known := map[string]syscall.Signal{"TERM": syscall.SIGTERM, "INT": syscall.SIGINT, "HUP": syscall.SIGHUP}[args[0]]
	if !known {
		ts.Fatalf("no signal %s", args[0])
	}
	pid, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(syscall.Kill(pid, number))
}

// insist sends SIGINT again and again until the server has ended: a second one
// counts when it cannot be the echo of the first any more.
func insist(ts *testscript.TestScript, _ bool, args []string) {
	pid, err := strconv.Atoi(args[0])
	ts.Check(err)
	until(ts, "the end of "+args[0], func(list []control.Status) bool {
		there := slices.ContainsFunc(list, func(s control.Status) bool { return s.PID == pid })
		if there {
			_ = syscall.Kill(pid, syscall.SIGINT) // it may have ended since
		}
		return !there
	})
}

func freePort(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strconv.Itoa(testkit.FreePort(ts)))
}

// take may find that somebody else has the port: then it is taken, too.
func take(ts *testscript.TestScript, _ bool, args []string) {
	port := "0"
	if len(args) > 0 {
		port = args[0]
	}
	ln, err := net.Listen("tcp", "localhost:"+port)
	if err != nil {
		ts.Setenv("TAKEN", port)
		return
	}
	var once sync.Once
	ts.Defer(func() { once.Do(func() { ln.Close() }) })
	ts.Setenv("TAKEN", strconv.Itoa(ln.Addr().(*net.TCPAddr).Port))
}
