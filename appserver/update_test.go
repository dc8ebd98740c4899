package appserver_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// edition is an app of that source in a directory of its own, with the settings of s.
func (s *served) edition(source string, configure func(*config.Config)) appserver.Edition {
	s.Helper()
	path := filepath.Join(s.TempDir(), "index.ts")
	testkit.WriteFile(s, path, source)
	entry, err := runtime.ResolveEntry(path)
	if err != nil {
		s.Fatal(err)
	}
	bun, err := bunbridge.Find(entry.Dir, []string{"RIP_BUN=" + testkit.Bun(s)})
	if err != nil {
		s.Fatal(err)
	}
	c := config.Default()
	c.Name, c.Env, c.Variant, c.HotReload, c.Workers = "app", "prod", "test", "none", 2
	if configure != nil {
		configure(c)
	}
	return appserver.Edition{Config: c, Entry: entry, Runtime: bun}
}

func says(text string) string {
	return `export default () => new Response("` + text + ` " + process.cwd());`
}

func TestUpdateMovesAllTrafficToCodeElsewhere(t *testing.T) {
	t.Parallel()
	s := serveSource(t, says("old"), nil)
	load := s.load(4, "POST", "/")
	load.More(t, 10)
	next := s.edition(says("new"), nil)
	if err := s.Update(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	s.want(s.get("/"), 200, "new "+next.Entry.Dir)
	if status := s.Status(); status.Entry != next.Entry.File || status.Version != 2 {
		t.Errorf("the status says %s, version %d", status.Entry, status.Version)
	}
}

func TestUpdateThatDoesNotComeUpChangesNothing(t *testing.T) {
	t.Parallel()
	s := serveSource(t, says("old"), nil)
	load := s.load(4, "POST", "/")
	load.More(t, 10)
	before := s.Status()
	err := s.Update(t.Context(), s.edition(`throw new Error("not ready for the world");`, nil))
	if err == nil || !strings.Contains(err.Error(), "not ready for the world") {
		t.Errorf("the update says %v, not what is wrong", err)
	}
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	after := s.Status()
	if after.Entry != before.Entry || after.Version != 1 || after.Workers[0].PID != before.Workers[0].PID {
		t.Errorf("something has changed: %+v", after)
	}
}

func TestParkedAppKeepsItsPortAndAnswersWhenItIsScaled(t *testing.T) {
	t.Parallel()
	s := serveSource(t, says("here"), nil)
	if err := s.Park(t.Context()); err != nil {
		t.Fatal(err)
	}
	if status := s.Status(); status.Status != "idle" || len(status.Workers) != 0 {
		t.Errorf("parked, the app is %s with %d workers", status.Status, len(status.Workers))
	}
	answered := make(chan testkit.Answer, 1)
	go func() { // ends with the answer
		answer, err := testkit.NewClient(s.addr).Get("/")
		if err != nil {
			t.Error(err)
		}
		answered <- answer
	}()
	testkit.Eventually(t, "the request waits", func() bool { return s.Status().Traffic.QueueDepth == 1 })
	if err := s.Scale(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	if answer := <-answered; answer.Status != 200 {
		t.Errorf("the request that waited is answered %d %s", answer.Status, answer.Body)
	}
}
