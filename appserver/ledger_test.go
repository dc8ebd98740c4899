package appserver_test

import (
	"os"
	"strings"
	"testing"
)

// ledger is the file in which the app ledger.ts notes what it does.
type ledger struct{ path string }

// entry is one line of it.
type entry struct{ what, id, worker string }

func (l ledger) read(t testing.TB) (entries []entry) {
	t.Helper()
	text, err := os.ReadFile(l.path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) != 3 {
			t.Fatalf("the ledger has the line %q", line)
		}
		entries = append(entries, entry{words[0], words[1], words[2]})
	}
	return entries
}

// runs counts how often each request was started.
func (l ledger) runs(t testing.TB) map[string]int {
	t.Helper()
	runs := map[string]int{}
	for _, e := range l.read(t) {
		if e.what == "start" {
			runs[e.id]++
		}
	}
	return runs
}

// started lists the requests in the order in which they were started.
func (l ledger) started(t testing.TB) (ids []string) {
	t.Helper()
	for _, e := range l.read(t) {
		if e.what == "start" {
			ids = append(ids, e.id)
		}
	}
	return ids
}

// wantOneInFlight fails the test when a worker began a request before it had
// ended the one before. A request that takes its worker down never ends.
func (l ledger) wantOneInFlight(t testing.TB) {
	t.Helper()
	running := map[string]string{}
	for _, e := range l.read(t) {
		if e.what == "start" && running[e.worker] != "" {
			t.Fatalf("worker %s started %s while it had %s in flight", e.worker, e.id, running[e.worker])
		}
		running[e.worker] = map[string]string{"start": e.id}[e.what]
	}
}

// wantNeverTwice fails the test when one of the requests was run more than once.
func (l ledger) wantNeverTwice(t testing.TB) {
	t.Helper()
	for id, n := range l.runs(t) {
		if n > 1 {
			t.Errorf("%s was run %d times", id, n)
		}
	}
}
