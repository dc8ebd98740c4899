package appserver_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/starter"
)

// started serves a new app of a template, which nobody has touched.
func started(t *testing.T, template string, use func(*setup)) *served {
	t.Helper()
	dir := t.TempDir()
	made, known := starter.Named(template)
	if !known {
		t.Fatalf("there is no template %s", template)
	}
	files, err := made.Files("shop", "nobody knows this")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := starter.Write(dir, files); err != nil {
		t.Fatal(err)
	}
	if len(made.Packages) > 0 {
		linkHono(t, dir)
	}
	return serve(t, dir, func(c *setup) { use(c); c.Workers = 1 }).ready()
}

// linkHono gives an app the packages of apps/hono.
func linkHono(t *testing.T, dir string) {
	t.Helper()
	packages := filepath.Join(testkit.Root(t), "apps", "hono", "node_modules")
	if _, err := os.Stat(filepath.Join(packages, "hono")); err != nil {
		t.Skip("hono is missing: run `go tool mage deps`")
	}
	if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
}

func TestANewAPIAnswers(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		s := started(t, "api", use)
		s.want(s.get("/"), 200, `{"name":"shop","try":["/tasks","/tasks/1","/openapi.json"]}`)
		s.want(s.send("POST", "/tasks", "title=Buy+milk", "Content-Type: application/x-www-form-urlencoded"), 201, `{"id":2,"title":"Buy milk","done":false}`)
		s.want(s.get("/tasks?done=no"), 200, `[{"id":2,"title":"Buy milk","done":false}]`)
		s.want(s.send("DELETE", "/tasks/2", ""), 204, "")
		s.want(s.get("/tasks/2"), 404, `{"error":{"message":"There is no such task"}}`)
		s.want(s.get("/nowhere"), 404, `{"error":{"message":"Nothing is at /nowhere"}}`)
		s.wantContains(s.get("/openapi.json"), 200, `"/tasks/{id}"`)
	})
}

func TestANewSiteAnswers(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		s := started(t, "site", use)
		first := s.get("/")
		s.wantContains(first, 200, "been here once")
		cookie, _, _ := strings.Cut(first.Header.Get("Set-Cookie"), ";")
		s.wantContains(s.send("GET", "/", "", "Cookie: "+cookie), 200, "been here 2 times")
		form := url.Values{"name": {"<Ada>"}, "text": {"Hello"}}.Encode()
		signed := s.send("POST", "/book", form, "Content-Type: application/x-www-form-urlencoded", "Cookie: "+cookie)
		if signed.Status != 303 || signed.Header.Get("Location") != "/book" {
			t.Errorf("signing the book is answered %d, to %q", signed.Status, signed.Header.Get("Location"))
		}
		cookie, _, _ = strings.Cut(signed.Header.Get("Set-Cookie"), ";")
		s.wantContains(s.send("GET", "/book", "", "Cookie: "+cookie), 200, "Thank you, &#60;Ada&#62;.")
		s.wantContains(s.get("/style.css"), 200, "color-scheme")
		s.wantContains(s.get("/nowhere"), 404, "Nothing is at <code>/nowhere</code>")
	})
}

func TestANewHonoAppAnswers(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		s := started(t, "hono", use)
		s.wantContains(s.get("/"), 200, "<title>shop</title>")
		s.want(s.get("/hello/you"), 200, `{"message":"Hello, you!"}`)
		s.want(s.send("POST", "/echo", "{"), 400, `{"error":"The body is no JSON"}`)
		s.want(s.get("/nowhere"), 404, `{"error":"not found","path":"/nowhere"}`)
	})
}
