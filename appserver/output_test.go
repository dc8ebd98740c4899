package appserver_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestWorkerOutputIsInTheLogWithItsWorker(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "trouble.ts", func(c *setup) { c.Workers = 1 })
	s.want(s.get("/print"), 200, "ok")
	for _, line := range []string{"[1-1] said on stdout\n", "[1-1] said on stderr\n"} {
		testkit.Eventually(t, "the output has "+line, func() bool { return s.output.Contains(line) })
	}
	var streams []string
	for line := range s.Logs(t.Context(), 10, false) {
		streams = append(streams, line.Worker+" "+line.Stream)
	}
	if got := strings.Join(streams, ", "); !strings.Contains(got, "1-1 stdout") || !strings.Contains(got, "1-1 stderr") {
		t.Errorf("the log book has %s", got)
	}
}

func TestAFloodOfOutputDoesNotBlockItsWorker(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "trouble.ts", func(c *setup) { c.Workers = 1 })
	s.want(s.get("/flood"), 200, "ok")
	s.want(s.get("/"), 200, "ok")
	if w := s.workers()[0]; w.Restarts != 0 {
		t.Errorf("the worker was replaced: %s", w.LastError)
	}
}

func TestEachRequestHasItsLineInTheAccessLog(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "trouble.ts", nil)
	s.get("/pid?some=query")
	s.get("/throw")
	for _, line := range []string{
		`(?m)^\d\d:\d\d:\d\d\.\d{3} .* 200 plain .* GET /pid\?some=query$`,
		`(?m)^\d\d:\d\d:\d\d\.\d{3} .* 500 plain .* GET /throw$`,
	} {
		testkit.Eventually(t, "the access log has "+line, func() bool {
			return regexp.MustCompile(line).MatchString(s.output.String())
		})
	}
}

func TestJSONLogsHaveTheSpecifiedFields(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "trouble.ts", func(c *setup) { c.JSONLogging = true })
	s.get("/pid")
	var line map[string]any
	testkit.Eventually(t, "the access log has its line", func() bool {
		first, _, whole := strings.Cut(s.output.String(), "\n")
		return whole && json.Unmarshal([]byte(first), &line) == nil
	})
	for _, field := range []string{"t", "app", "method", "path", "status", "totalSeconds", "workerSeconds", "queueSeconds", "length"} {
		if _, ok := line[field]; !ok {
			t.Errorf("%s is missing in %v", field, line)
		}
	}
}

func TestAFailureIsPlainInProductionAndExplainedInDevelopment(t *testing.T) {
	t.Parallel()
	t.Run("prod", func(t *testing.T) {
		s := serveFixture(t, "trouble.ts", nil)
		s.want(s.send("GET", "/throw", "", "Accept: text/html"), 500, "Internal Server Error\n")
		testkit.Eventually(t, "the stack is in the log", func() bool {
			return s.output.Contains("thrown on purpose") && s.output.Contains("trouble.ts:")
		})
	})
	t.Run("dev", func(t *testing.T) {
		s := serveFixture(t, "trouble.ts", func(c *setup) { c.Env, c.HotReload = "dev", "module" })
		page := s.send("GET", "/throw", "", "Accept: text/html")
		if page.Status != 500 || !strings.Contains(page.Body, "thrown on purpose") || !strings.Contains(page.Body, "trouble.ts:") {
			t.Errorf("the page is %d %s", page.Status, page.Body)
		}
	})
}
