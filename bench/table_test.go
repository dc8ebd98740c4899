package bench

import (
	"strings"
	"testing"
	"time"
)

func TestTableShowsRatesLatenciesAndErrorsByKind(t *testing.T) {
	run := Run{Target: "rip-server", Measurements: []Measurement{
		{Load{Path: "/ping", Connections: 512}, Result{PerSec: 41234.4, P50: 12120 * time.Microsecond, P99: 30 * time.Millisecond, Max: 120 * time.Millisecond}},
		{Load{Path: "/ping", Connections: 64}, Result{PerSec: 999, P50: 192 * time.Microsecond, P99: 1050 * time.Millisecond, Max: 2 * time.Second, Errors: Errors{Read: 12, Status: 5}}},
		{Load{Path: "/", Connections: 1}, Result{PerSec: 1234567, Errors: Errors{Connect: 1, Write: 2, Timeout: 3}}},
	}}
	var table strings.Builder
	if err := WriteTable(&table, run); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/table.golden", table.String())
}
