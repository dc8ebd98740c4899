package appserver_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// verdict judges every answer.
type verdict struct {
	mu    sync.Mutex
	wrong []string
}

func (v *verdict) send(c *testkit.Client, client, n int) (testkit.Answer, error) {
	path := fmt.Sprintf("/echo?ms=%d&id=%s", n%5, requestID(client, n))
	if n%2 == 1 {
		return c.Do("POST", path, "data")
	}
	return c.Get(path)
}

// requestID names a request; the ones with a P must never be run twice.
func requestID(client, n int) string { return fmt.Sprintf("%c%d.%d", "GP"[n%2], client, n) }

// see: each request has one valid answer, and a good one is its own.
func (v *verdict) see(client, n int, a testkit.Answer, err error) {
	id, what := requestID(client, n), ""
	switch {
	case err != nil:
		what = err.Error()
	case a.Status == 200 && a.Body != id:
		what = fmt.Sprintf("the answer %q", a.Body)
	case a.Status != 200 && a.Status != 502 && a.Status != 503 && a.Status != 504:
		what = fmt.Sprintf("the status %d", a.Status)
	}
	if what != "" {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.wrong = append(v.wrong, id+" got "+what)
	}
}

func (v *verdict) tell(t testing.TB) {
	t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.wrong) > 0 {
		t.Errorf("%d requests did not have one valid answer: %q", len(v.wrong), v.wrong[:min(5, len(v.wrong))])
	}
}

func (s *served) wantPostsOnce() {
	s.Helper()
	for id, n := range s.ledger.runs(s) {
		if limit := map[bool]int{true: 1, false: 2}[strings.HasPrefix(id, "P")]; n > limit {
			s.Errorf("%s was run %d times", id, n)
		}
	}
}
