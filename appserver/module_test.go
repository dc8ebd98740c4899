package appserver_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestAnEditIsServedByTheNextRequestOfEveryWorker(t *testing.T) {
	t.Parallel()
	s := serveSource(t, `import { word } from "./word"; export default () => new Response(word);`, func(c *setup) {
		c.Env, c.HotReload = "dev", "module"
	})
	word := func(value string) {
		testkit.WriteFile(t, filepath.Join(s.dir, "word.ts"), `export const word = "`+value+`";`)
	}
	wantEverywhere := func(value string) {
		t.Helper()
		for range 4 { // round robin over two workers: each twice
			s.want(s.get("/"), 200, value)
		}
	}
	before := s.workers()
	if a := s.get("/"); a.Status != 500 || !strings.Contains(a.Body, "word") {
		t.Errorf("before the module is there: %d %s", a.Status, a.Body)
	}
	for _, value := range []string{"one", "two", "three"} {
		word(value)
		wantEverywhere(value)
	}
	testkit.WriteFile(t, filepath.Join(s.dir, "word.ts"), "export const word = ;\n")
	for range 4 {
		page := s.send("GET", "/", "", "Accept: text/html")
		if page.Status != 500 || !strings.Contains(page.Body, "word.ts:1") || !strings.HasPrefix(page.Body, "<!doctype html>") {
			t.Errorf("a broken edit answers %d %s", page.Status, page.Body)
		}
	}
	word("healed")
	wantEverywhere("healed")
	for i, w := range s.workers() {
		if w.PID != before[i].PID {
			t.Errorf("worker %s was replaced; module reload keeps its process", before[i].ID)
		}
	}
}
