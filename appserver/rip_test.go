package appserver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// serveRip serves a copy of the example app in Rip.
func serveRip(t *testing.T, configure func(*setup)) *served {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(testkit.Root(t), "apps", "hello-rip"))); err != nil {
		t.Fatal(err)
	}
	return serve(t, dir, configure).ready()
}

// edit replaces text in one of the app's files.
func (s *served) edit(file, old, fresh string) {
	s.Helper()
	path := filepath.Join(s.dir, file)
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		s.Fatalf("%s has no %q (%v)", file, old, err)
	}
	testkit.WriteFile(s, path, strings.Replace(string(text), old, fresh, 1))
}

func TestExampleInRipAnswers(t *testing.T) {
	t.Parallel()
	s := serveRip(t, func(c *setup) { c.Workers = 1 }) // each worker has its own notes
	s.want(s.get("/hello/you"), 200, `{"hello":"you","from":"Hello from Rip"}`)
	s.want(s.send("POST", "/notes", `{"text":" first "}`), 201, `{"id":1,"text":"first","length":5}`)
	s.want(s.get("/notes"), 200, `{"notes":[{"id":1,"text":"first","length":5}],"count":1}`)
	s.want(s.send("POST", "/notes", `{"text":""}`), 422, `{"error":"text is missing"}`)
	if a := s.send("POST", "/notes", `{`); a.Status != 400 || !strings.Contains(a.Body, "JSON") {
		t.Errorf("half a JSON text is answered %d %s", a.Status, a.Body)
	}
	s.want(s.send("PUT", "/notes", ""), 405, `{"error":"use GET or POST"}`)
	s.want(s.get("/nope"), 404, `{"error":"not found","path":"/nope"}`)
	s.want(s.get("/slow?ms=1"), 200, "waited 1 ms")
	if page := s.get("/"); page.Status != 200 || !strings.Contains(page.Body, "<li>first</li>") {
		t.Errorf("the page is %d %s", page.Status, page.Body)
	}
	s.want(s.get("/oops"), 500, "Internal Server Error\n")
	testkit.Eventually(t, "the log names the line", func() bool { return s.output.Contains("index.rip:29:") })
}

func TestEditsOfARipAppAreServedBrokenOnesShownAndHealed(t *testing.T) {
	t.Parallel()
	s := serveRip(t, func(c *setup) { c.Env, c.HotReload = "dev", "module" })
	everywhere := func(want string) {
		t.Helper()
		for range 4 { // round robin over two workers: each twice
			s.want(s.get("/hello/you"), 200, want)
		}
	}
	before := s.workers()
	everywhere(`{"hello":"you","from":"Hello from Rip"}`)
	s.edit("index.rip", "hello: name", "hi: name")
	everywhere(`{"hi":"you","from":"Hello from Rip"}`)
	s.edit("settings.json", "Hello from Rip", "Rip")
	everywhere(`{"hi":"you","from":"Rip"}`)
	s.edit("router.rip", "{ status, headers }", "{ status, headers")
	for range 4 {
		page := s.send("GET", "/hello/you", "", "Accept: text/html")
		if page.Status != 500 || !strings.Contains(page.Body, "router.rip:18:75") || !strings.Contains(page.Body, "^") {
			t.Errorf("a broken edit answers %d %s", page.Status, page.Body)
		}
	}
	s.edit("router.rip", "{ status, headers", "{ status, headers }")
	everywhere(`{"hi":"you","from":"Rip"}`)
	for i, w := range s.workers() {
		if w.PID != before[i].PID {
			t.Errorf("worker %s was replaced; module reload keeps its process", before[i].ID)
		}
	}
}

func TestRestartsAndReloadsOfARipAppUnderLoadLoseNothing(t *testing.T) {
	t.Parallel()
	s := serveRip(t, func(c *setup) { c.HotReload = "process" })
	load := s.load(4, "POST", "/hello/you") // answered 405, by the app
	for range 2 {
		if err := s.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		load.More(t, 8)
	}
	s.edit("index.rip", "hello: name", "hi: name")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.want(s.get("/hello/you"), 200, `{"hi":"you","from":"Hello from Rip"}`)
	s.edit("index.rip", "hi: name", "hi: (name")
	if err := s.Reload(t.Context()); err == nil || !strings.Contains(err.Error(), "index.rip:14:") {
		t.Errorf("the reload to a broken version says %v", err)
	}
	s.want(s.get("/hello/you"), 200, `{"hi":"you","from":"Hello from Rip"}`)
	load.More(t, 8)
	load.Stop().WantAll(t, 405)
}

func TestWorkersShareWhatWasCompiledOnce(t *testing.T) {
	t.Parallel()
	cache := t.TempDir()
	s := serveRip(t, func(c *setup) { c.Workers, c.Environ = 4, []string{"RIP_CACHE_DIR=" + cache} })
	kept := func() []string {
		files, err := filepath.Glob(filepath.Join(cache, "compiled", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	first := kept()
	if len(first) != 3 {
		t.Fatalf("the cache has %v, want a file for each of the three modules", first)
	}
	// What is kept is used: another text under the same hash would be served, so
	// a damaged one must not be.
	for _, file := range first {
		testkit.WriteFile(t, file, "damaged")
	}
	if err := s.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.want(s.get("/hello/you"), 200, `{"hello":"you","from":"Hello from Rip"}`)
	if again := kept(); len(again) != 3 {
		t.Errorf("the cache has %v", again)
	}
}
