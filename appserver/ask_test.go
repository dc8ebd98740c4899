package appserver_test

import (
	"strings"

	"github.com/rip-server/rip-server/internal/testkit"
)

// get sends a GET and fails the test when there is no whole answer.
func (s *served) get(path string) testkit.Answer {
	s.Helper()
	return s.send("GET", path, "")
}

func (s *served) send(method, path, body string, fields ...string) testkit.Answer {
	s.Helper()
	c := testkit.NewClient(s.addr)
	defer c.Close()
	answer, err := c.Do(method, path, body, fields...)
	if err != nil {
		s.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}

// load starts clients that send the same request again and again. A POST is
// never retried, so a loss that a retry would make good shows.
func (s *served) load(clients int, method, path string) *testkit.Running {
	return testkit.Load{
		Addr: s.addr, Clients: clients,
		Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) { return c.Do(method, path, "") },
	}.Start(s)
}

func (s *served) want(a testkit.Answer, status int, body string) {
	s.Helper()
	if a.Status != status || a.Body != body {
		s.Errorf("the answer is %d %q, want %d %q", a.Status, a.Body, status, body)
	}
}

// wantContains is want for a part of the body.
func (s *served) wantContains(a testkit.Answer, status int, part string) {
	s.Helper()
	if a.Status != status || !strings.Contains(a.Body, part) {
		s.Errorf("the answer is %d %q, want %d and %q in it", a.Status, a.Body, status, part)
	}
}

// wantRejection is for the answers that the balancer gives itself.
func (s *served) wantRejection(a testkit.Answer, status int, reason string) {
	s.Helper()
	if a.Status != status || !containsLine(a.Body, reason+": ") {
		s.Errorf("the answer is %d %q, want %d for the reason %q", a.Status, a.Body, status, reason)
	}
}

// containsLine tells whether a line of text begins with start.
func containsLine(text, start string) bool {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}
