package appserver_test

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

const works = `export default () => new Response("works");`

func TestAnAppThatDoesNotBootIsDegradedUntilItsFileIsMended(t *testing.T) {
	t.Parallel()
	s := serveSource(t, works, func(c *setup) { c.QueueTimeout = 100 * time.Millisecond })
	testkit.WriteFile(t, s.entry, `throw new Error("no database");`)
	for _, w := range s.workers() {
		if err := syscall.Kill(w.PID, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	testkit.Eventually(t, "every slot backs off from its failed start", func() bool {
		now := s.Status()
		return now.Status == "degraded" && now.Slots.Backoff == 2 && strings.Contains(now.LastError, "no database")
	})
	s.wantRejection(s.get("/"), 504, "queue-timeout")
	if a := s.get("/status"); a.Status != 503 || !strings.Contains(a.Body, `"degraded"`) {
		t.Errorf("/status answers %d %s", a.Status, a.Body)
	}
	testkit.WriteFile(t, s.entry, works)
	s.healed()
	s.want(s.get("/"), 200, "works")
	if a := s.get("/status"); a.Status != 200 || !strings.Contains(a.Body, `"healthy"`) {
		t.Errorf("/status answers %d %s", a.Status, a.Body)
	}
	if now := s.Status(); now.Status != "healthy" {
		t.Errorf("the mended app is %s", now.Status)
	}
}

func TestAnAppThatIsBrokenFromTheStartSaysWhy(t *testing.T) {
	t.Parallel()
	entry := t.TempDir() + "/index.ts"
	testkit.WriteFile(t, entry, `throw new Error("no database");`)
	s := serve(t, entry, nil)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.Ready(ctx); err == nil || !strings.Contains(err.Error(), "no database") {
		t.Errorf("Ready says %v, not what is wrong", err)
	}
	if !s.log.Contains("no database") {
		t.Errorf("the log does not say what is wrong")
	}
}
