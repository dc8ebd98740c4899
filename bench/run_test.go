package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// serverEnv makes the test binary a server instead: "ok" serves and stops on
// SIGTERM, "dies" ends at once, "deaf" never becomes ready.
const serverEnv = "BENCH_TEST_SERVER"

func TestMain(m *testing.M) {
	if mode := os.Getenv(serverEnv); mode != "" {
		os.Exit(serve(mode, os.Args[1]))
	}
	goleak.VerifyTestMain(m)
}

func serve(mode, address string) int {
	_, _ = os.Stdout.WriteString("the server's own words\n")
	if mode == "dies" {
		return 3
	}
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM)
	mux := http.NewServeMux()
	if mode != "deaf" {
		mux.HandleFunc("/status", func(http.ResponseWriter, *http.Request) {})
	}
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("pong")) })
	go func() { _ = http.ListenAndServe(address, mux) }() // ends with this process
	<-terminate
	return 0
}

func TestMeasureStartsWarmsUpMeasuresEachLoadAndStops(t *testing.T) {
	log := fakeWrk(t, "testdata/clean.txt")
	target := server(t, "ok")
	loads := []Load{
		{Path: "/ping", Connections: 512, Threads: 8, Duration: 15 * time.Second},
		{Path: "/ping", Connections: 4, Threads: 8, Duration: 15 * time.Second},
	}
	var progress bytes.Buffer
	run, err := Measure(t.Context(), target, Plan{Warmup: 3 * time.Second, Loads: loads}, &progress)
	if err != nil {
		t.Fatal(err)
	}
	url := target.Base + "/ping\n"
	want := "-t8 -c512 -d3s --latency " + url + "-t8 -c512 -d15s --latency " + url +
		"-t4 -c4 -d3s --latency " + url + "-t4 -c4 -d15s --latency " + url
	if got := read(t, log); got != want {
		t.Errorf("wrk was called with\n%s\nwant\n%s", got, want)
	}
	if len(run.Measurements) != 2 || run.Measurements[1].Load != loads[1] || run.Measurements[1].Result.Requests == 0 {
		t.Errorf("measurements = %+v", run.Measurements)
	}
	if !strings.Contains(progress.String(), "measuring /ping, 4 connections, 15s") {
		t.Errorf("progress = %q", progress.String())
	}
	if connection, err := net.Dial("tcp", strings.TrimPrefix(target.Base, "http://")); err == nil {
		_ = connection.Close()
		t.Error("the server is still listening after the run")
	}
}

func TestAServerThatDiesIsReportedWithItsOwnWords(t *testing.T) {
	_, err := Measure(t.Context(), server(t, "dies"), Plan{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "exit status 3") || !strings.Contains(err.Error(), "the server's own words") {
		t.Errorf("Measure = %v, want exit status 3 and what the server printed", err)
	}
}

func TestAPathThatFailsIsNotMeasured(t *testing.T) {
	log := fakeWrk(t, "testdata/clean.txt")
	_, err := Measure(t.Context(), server(t, "ok"), Plan{Loads: []Load{{Path: "/nowhere", Connections: 1}}}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("Measure = %v, want the 404", err)
	}
	if _, err := os.Stat(log); err == nil {
		t.Error("wrk ran all the same")
	}
}

func TestAServerThatAnswersNothingIsAnError(t *testing.T) {
	fakeWrk(t, "testdata/nothing-answered.txt")
	_, err := Load{Path: "/ping", Connections: 1, Threads: 1}.Apply(t.Context(), "http://127.0.0.1:1")
	if err == nil || !strings.Contains(err.Error(), "nothing was answered") {
		t.Errorf("Apply = %v, want that nothing was answered", err)
	}
}

func TestMissingWrkSaysHowToInstallIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := (Load{Path: "/", Connections: 1}).Apply(t.Context(), "http://127.0.0.1:1"); !errors.Is(err, ErrNoWrk) {
		t.Errorf("Apply = %v, want ErrNoWrk", err)
	}
}

func TestMainPrintsATableOrJSON(t *testing.T) {
	fakeWrk(t, "testdata/clean.txt")
	// RipServer puts the app first and the port third; the test server wants an
	// address first, so a script stands between them.
	script := filepath.Join(t.TempDir(), "rip-server")
	content := "#!/bin/sh\nexec env " + serverEnv + "=ok " + os.Args[0] + " 127.0.0.1:${3#http:}\n"
	if err := os.WriteFile(script, []byte(content), 0o755); err != nil {
		t.Fatal(err)
	}
	var table, report, progress bytes.Buffer
	if code := Main(t.Context(), []string{"-binary", script}, &table, &progress); code != 0 {
		t.Fatalf("exit code %d: %s", code, progress.String())
	}
	if lines := strings.Count(strings.TrimSpace(table.String()), "\n"); lines != 2 {
		t.Errorf("table:\n%s\nwant a header and two lines", table.String())
	}
	if code := Main(t.Context(), []string{"-binary", script, "-json", "-connections=7"}, &report, &progress); code != 0 {
		t.Fatalf("exit code %d: %s", code, progress.String())
	}
	var run struct{ Measurements []struct{ Load Load } }
	if err := json.Unmarshal(report.Bytes(), &run); err != nil || len(run.Measurements) != 1 || run.Measurements[0].Load.Connections != 7 {
		t.Errorf("-json printed %s (%v), want one measurement with 7 connections", report.String(), err)
	}
}

func TestMainRefusesWhatItDoesNotUnderstand(t *testing.T) {
	for _, args := range [][]string{{"-connections=many"}, {"-connections=0"}, {"512"}, {"-nonsense"}} {
		var stdout, stderr bytes.Buffer
		if code := Main(t.Context(), args, &stdout, &stderr); code != 2 || stderr.Len() == 0 || stdout.Len() != 0 {
			t.Errorf("Main(%q) = %d with %q; want 2 and a reason on stderr", args, code, stderr.String())
		}
	}
}

// server is the test binary as a target, on a free port.
func server(t *testing.T, mode string) Target {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	target := RipServer(os.Args[0], "", 0, port)
	target.Argv = []string{os.Args[0], strings.TrimPrefix(target.Base, "http://")}
	t.Setenv(serverEnv, mode)
	return target
}

// fakeWrk puts a wrk on PATH that prints a stored report and appends its
// arguments to the file whose path is returned.
func fakeWrk(t *testing.T, report string) (log string) {
	t.Helper()
	report, err := filepath.Abs(report)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	log = filepath.Join(dir, "log")
	script := "#!/bin/sh\necho \"$@\" >> " + log + "\ncat " + report + "\n"
	if err := os.WriteFile(filepath.Join(dir, "wrk"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return log
}
