package appserver_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestLabsAPIKeepsNotesSessionsAndItsWord(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		entry := filepath.Join(testkit.Root(t), "apps", "labs", "api", "main.rip")
		s := serve(t, entry, func(c *setup) { use(c); c.Workers = 1 }).ready()
		const json = "Content-Type: application/json"
		s.want(s.send("POST", "/api/notes", `{"title":" x ","stars":"3","more":1}`, json), 201, `{"id":2,"title":" x ","color":"green","stars":3}`)
		if a := s.send("POST", "/api/notes", `{"stars":9}`, json); a.Status != 400 || !strings.Contains(a.Body, `"field":"title","error":"required"`) {
			t.Errorf("a bad note is answered %d %s", a.Status, a.Body)
		}
		s.want(s.send("POST", "/api/notes", `{"title":"x"}`, json, "Sec-Fetch-Site: cross-site"), 403, `{"error":{"message":"Cross-origin request refused"}}`)
		s.want(s.get("/api/notes/99"), 404, `{"error":{"message":"There is no such note","path":"/api/notes/99"}}`)
		s.want(s.send("DELETE", "/api/notes/1", ""), 403, `{"error":{"message":"Log in first","path":"/api/notes/1"}}`)
		login := s.send("POST", "/api/login", "user=Ada", "Content-Type: application/x-www-form-urlencoded")
		cookie, _, _ := strings.Cut(login.Header.Get("Set-Cookie"), ";")
		s.want(s.send("GET", "/api/me", "", "Cookie: "+cookie), 200, `{"user":"ada"}`)
		s.want(s.send("DELETE", "/api/notes/1", "", "Cookie: "+cookie), 204, "")
		s.want(s.get("/files/hello.txt"), 200, "Hello from a file.\n")
		s.want(s.send("GET", "/download/hello.txt", "", "Range: bytes=0-4"), 206, "Hello")
		s.want(s.get("/oops"), 500, `{"error":{"message":"Something broke","path":"/oops"}}`)
		if a := s.get("/openapi.json"); !strings.Contains(a.Body, `"/api/notes/{id}"`) {
			t.Errorf("the description is %d %s", a.Status, a.Body)
		}
		s.openStream("/clock").wantEvents(t, "data: 20", 2)
	})
}

func TestEditsOfAnAPIAppReplaceItsRoutes(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		entry := filepath.Join(t.TempDir(), "index.rip")
		app := func(rest string) { testkit.WriteFile(t, entry, "import { get } from '@rip/api'\n"+rest) }
		app("get '/a', -> 'one'\nget '/old', -> 'old'\n")
		s := serve(t, entry, func(c *setup) { use(c); c.Workers, c.Env, c.HotReload = 1, "dev", "module" }).ready()
		s.want(s.get("/a"), 200, "one")
		app("get '/a', -> 'two'\n")
		s.want(s.get("/a"), 200, "two")
		s.want(s.get("/old"), 404, "Not Found")
		app("get '/a', -> 'three'\nthrow new Error 'halfway'\n")
		if a := s.get("/a"); a.Status != 500 || !strings.Contains(a.Body, "halfway") {
			t.Errorf("a broken edit answers %d %s", a.Status, a.Body)
		}
		app("get '/a', -> 'four'\n")
		s.want(s.get("/a"), 200, "four")
	})
}
