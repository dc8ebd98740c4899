package bench

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// The reports in testdata/*.txt are what wrk 4.1.0 printed with wrk.lua against
// servers that answer well, with every third answer a 503, and with half of the
// connections cut off.
func TestWrkReportsAreReadAsTheyWere(t *testing.T) {
	reports, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(reports) < 3 {
		t.Fatalf("%d reports in testdata (%v), want at least 3", len(reports), err)
	}
	for _, path := range reports {
		t.Run(filepath.Base(path), func(t *testing.T) {
			outcome, err := parseWrk(read(t, path))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(outcome, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, strings.TrimSuffix(path, ".txt")+".golden.json", string(got)+"\n")
		})
	}
}

func TestIncompleteReportsAreRefused(t *testing.T) {
	whole := read(t, "testdata/clean.txt")
	for name, report := range map[string]string{
		"empty":             "",
		"another program":   "Requests per second:    41234.00 [#/sec] (mean)\n",
		"without our line":  whole[:strings.LastIndex(whole, "{")],
		"cut in the middle": whole[:len(whole)-20],
	} {
		if outcome, err := parseWrk(report); !errors.Is(err, errNotWrk) {
			t.Errorf("%s: parseWrk = %+v, %v; want errNotWrk", name, outcome, err)
		}
	}
	if _, err := parseWrk("\n" + `{"requests":0,"seconds":2,"curve":[]}`); err == nil || !strings.Contains(err.Error(), "nothing was answered") {
		t.Errorf("no requests: %v, want that nothing was answered", err)
	}
}

func TestWrkIsToldTheLoad(t *testing.T) {
	dir := t.TempDir()
	report, err := filepath.Abs("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho \"$@\" > " + dir + "/args\ncat " + report + "\n"
	if err := os.WriteFile(filepath.Join(dir, "wrk"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	load := wrk{URL: "http://127.0.0.1:1/ping", Connections: 3, Threads: 8, Duration: 2500 * time.Millisecond, Dir: dir}
	if _, err := load.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := "-t3 -c3 -d3s -s " + dir + "/wrk.lua http://127.0.0.1:1/ping\n"
	if got := read(t, dir+"/args"); got != want {
		t.Errorf("wrk was called with %q, want %q", got, want)
	}
}

func TestMissingWrkSaysHowToInstallIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := (wrk{Connections: 1}).Run(t.Context()); !errors.Is(err, ErrNoWrk) {
		t.Errorf("Run = %v, want ErrNoWrk", err)
	}
}
