package bench

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The reports in testdata/*.txt are what wrk 4.1.0 printed against servers
// that answer well, with every third answer a 503, with half of the
// connections cut off, and not at all.
func TestWrkReportsAreReadAsTheyWere(t *testing.T) {
	reports, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(reports) == 0 {
		t.Fatalf("no reports in testdata (%v)", err)
	}
	for _, path := range reports {
		t.Run(filepath.Base(path), func(t *testing.T) {
			result, err := ParseWrk(read(t, path))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(result, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(path, ".txt")+".golden.json", string(got)+"\n")
		})
	}
}

func TestSlowServersAreReadInSecondsAndMinutes(t *testing.T) {
	report := strings.NewReplacer("19.07ms", "1.05s", "264.47ms", "1.50m").Replace(read(t, "testdata/clean.txt"))
	result, err := ParseWrk(report)
	if err != nil {
		t.Fatal(err)
	}
	if result.P50 != 1050*time.Millisecond || result.P99 != 90*time.Second {
		t.Errorf("p50 %s and p99 %s, want 1.05s and 1m30s", result.P50, result.P99)
	}
}

func TestIncompleteReportsAreRefused(t *testing.T) {
	whole := read(t, "testdata/clean.txt")
	for name, report := range map[string]string{
		"empty":                "",
		"another program":      "Requests per second:    41234.00 [#/sec] (mean)\n",
		"cut in the middle":    whole[:len(whole)/2],
		"without --latency":    strings.ReplaceAll(whole, "     50% ", "     49% "),
		"without its rate":     strings.ReplaceAll(whole, "Requests/sec:", "Replies/sec:"),
		"without its requests": strings.ReplaceAll(whole, " requests in ", " replies in "),
	} {
		if result, err := ParseWrk(report); !errors.Is(err, ErrNotWrk) {
			t.Errorf("%s: ParseWrk = %+v, %v; want ErrNotWrk", name, result, err)
		}
	}
}

func TestAGarbledLineIsAnErrorAndNotAZero(t *testing.T) {
	whole := read(t, "testdata/socket-errors.txt")
	for _, line := range []string{"Requests/sec: many", "50% soon", "x requests in 2.00s, 1MB read", "Socket errors: connect x", "Non-2xx or 3xx responses: some"} {
		if _, err := ParseWrk(whole + "  " + line + "\n"); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("ParseWrk with line %q = %v, want an error that shows the line", line, err)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// golden compares got with a file, which -update rewrites.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(read(t, path), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update rewrites it:\n%s", path, diff)
	}
}
