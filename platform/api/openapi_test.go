package api_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
)

// endpoint is one of the document's, and how a test asks for it.
type endpoint struct {
	*operation
	method, path string
	body         string // that is carried out
	calls        string // the controller's method
}

func endpoints() (list []endpoint) {
	bodies := map[string]string{
		"POST /api/apps": `{"name":"shop","directory":"/srv/shop","update":true}`, "PATCH /api/apps/{name}": `{"workers":2}`,
		"POST /api/apps/{name}/scale": `{"workers":2}`, "POST /api/check": `{"directory":"/srv/shop"}`,
		"POST /api/tokens": `{"name":"new","scope":"read"}`,
	}
	calls := map[string]string{
		"POST /api/apps": "Deploy", "PATCH /api/apps/{name}": "Patch", "DELETE /api/apps/{name}": "Undeploy",
		"POST /api/apps/{name}/start": "StartApp", "POST /api/apps/{name}/stop": "StopApp", "POST /api/apps/{name}/restart": "RestartApp",
		"POST /api/apps/{name}/scale": "Scale", "POST /api/apps/{name}/rollback": "Rollback",
	}
	for path, methods := range theDocument().Paths {
		for method, op := range methods {
			e := endpoint{operation: op, method: strings.ToUpper(method), path: path}
			e.body, e.calls = bodies[e.method+" "+path], calls[e.method+" "+path]
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b endpoint) int { // what others need goes last
		return strings.Compare(order(a)+a.path, order(b)+b.path)
	})
	return list
}

func order(e endpoint) string {
	switch e.method {
	case "DELETE":
		return "3"
	case "POST":
		return "1"
	}
	return "2"
}

// send asks for e. app is "shop", or "none" for an app and a token that do not
// exist.
func (e endpoint) send(s *site, app, body string, fields ...string) *answer {
	s.Helper()
	target := strings.NewReplacer("{name}", app, "{id}", strings.Replace(app, "shop", "new", 1)).Replace(e.path)
	if strings.HasSuffix(e.path, "/logs") || e.path == "/api/events" {
		target += "?follow=0"
	}
	return s.ask(e.method, target, body, fields...)
}

func TestEveryDocumentedAnswerIsGiven(t *testing.T) {
	seen := map[string]bool{}
	another := func(change ...func(*api.Options)) *site {
		s := open(t, change...)
		s.seen = seen
		return s
	}
	list := endpoints()
	giveWhatIsAskedFor(another(), list)
	giveNothingToStrangers(another(required), list)
	giveTheControllersErrors(another(), list)
	giveWhatIsWrongWithRequests(another(), list)
	giveNoMoreStreamsThanThereAre(another())

	var want []string
	for _, e := range list {
		for status := range e.Responses {
			if status != "default" {
				want = append(want, e.method+" "+e.path+" "+status)
			}
		}
	}
	slices.Sort(want)
	for _, documented := range want {
		if !seen[documented] {
			t.Errorf("%s is documented, and never given", documented)
		}
	}
}

func giveWhatIsAskedFor(s *site, list []endpoint) {
	s.deployed("shop")
	token := s.token(access.Read)
	for _, e := range list {
		body := e.body
		if e.path == "/api/login" {
			body = `{"token":"` + token + `"}`
		}
		if a := e.send(s, "shop", body); a.StatusCode >= 300 {
			s.Errorf("%s: %d %s", a.request, a.StatusCode, a.text)
		}
	}
}

func giveNothingToStrangers(s *site, list []endpoint) {
	read := "Authorization: Bearer " + s.token(access.Read)
	for _, e := range list {
		e.send(s, "shop", e.body)                                         // 401
		e.send(s, "shop", e.body, read)                                   // 403
		e.send(s, "shop", "x", "Content-Type: text/plain", "Cookie: a=b") // 415
	}
	for range 11 {
		s.ask("POST", "/api/login", `{"token":"rip_x_y"}`)
	}
	for _, e := range list {
		e.send(s, "shop", e.body, read) // 429
	}
}

func giveTheControllersErrors(s *site, list []endpoint) {
	for _, err := range []error{
		platform.ErrNotFound, platform.ErrConflict, platform.ErrRevision, platform.ErrDidNotStart, platform.ErrStopping, context.DeadlineExceeded,
	} {
		for _, e := range list {
			if code := fmt.Sprint(statusFor(err)); e.calls != "" && e.Responses[code] != nil {
				s.fails(e.calls, fmt.Errorf("because: %w", err))
				e.send(s, "shop", e.body)
				s.fails(e.calls, nil)
			} else if err == platform.ErrNotFound {
				e.send(s, "none", e.body)
			}
		}
	}
}

func giveWhatIsWrongWithRequests(s *site, list []endpoint) {
	for _, e := range list {
		if e.Body != nil {
			e.send(s, "shop", "{")
			e.send(s, "shop", `{"name":"`+strings.Repeat("x", 256<<10)+`"}`)
		}
	}
	for _, wrong := range []string{"/api/apps/shop/logs?tail=x", "/api/apps/shop/metrics?window=x", "/api/events?since=x"} {
		s.ask("GET", wrong, "")
	}
	s.ask("DELETE", "/api/apps/shop", "", "If-Match: x")
	s.ask("POST", "/api/login", "{}")
	s.ask("POST", "/api/tokens", `{"name":"x","scope":"x"}`)
}

func giveNoMoreStreamsThanThereAre(s *site) {
	s.deployed("shop")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range 256 {
		res, err := client.Get("http://" + s.addr + "/api/apps/shop/logs")
		s.must(err)
		defer res.Body.Close()
	}
	for _, path := range []string{"/api/apps/shop/logs", "/api/events"} {
		if a := s.ask("GET", path, "").is(503, "256 readers"); a.Header.Get("Retry-After") == "" {
			s.Error("no Retry-After")
		}
	}
}

// statusFor is what an error of the controller is answered with.
func statusFor(err error) int {
	return map[error]int{
		platform.ErrNotFound: 404, platform.ErrExists: 409, platform.ErrConflict: 409, platform.ErrRevision: 412, platform.ErrForbidden: 403,
		platform.ErrInvalid: 422, platform.ErrDidNotStart: 422, platform.ErrBusy: 429, platform.ErrStopping: 503, context.DeadlineExceeded: 504,
	}[err]
}

func TestEveryOrderToAnAppCanHaveACondition(t *testing.T) {
	for _, e := range endpoints() {
		if e.calls == "" {
			continue
		}
		if !slices.ContainsFunc(e.Parameters, func(p any) bool { return theDocument().resolve(p)["name"] == "If-Match" }) || e.Responses["412"] == nil {
			t.Errorf("%s %s knows no If-Match", e.method, e.path)
		}
	}
}

// What the document says of messages is what their Go types are.
func TestDocumentedMessagesAreTheProgramsOwn(t *testing.T) {
	for name, message := range map[string]any{
		"App": api.App{}, "Version": platform.VersionSummary{}, "Slots": platform.Slots{}, "Traffic": platform.Traffic{}, "Stats": api.Stats{},
		"Health": api.Health{}, "Deploy": api.Deploy{}, "Patch": api.Patch{}, "Done": api.Done{}, "Scale": api.Scale{}, "Scaled": api.Scaled{},
		"Rollback": api.Rollback{}, "RolledBack": api.RolledBack{}, "LogLine": api.LogLine{}, "Event": api.Event{}, "Metrics": api.Metrics{},
		"Check": api.Check{}, "Checked": api.Checked{}, "Login": api.Login{}, "Session": api.Session{}, "Token": api.Token{},
		"NewToken": api.NewToken{}, "Error": api.Error{},
	} {
		schema := theDocument().resolve(map[string]any{"$ref": "#/components/schemas/" + name})
		documented := slices.Sorted(maps.Keys(schema["properties"].(map[string]any)))
		if diff := cmp.Diff(members(reflect.TypeOf(message)), documented); diff != "" {
			t.Errorf("%s (-Go +document): %s", name, diff)
		}
	}
}

// members are the names of a struct in JSON, sorted.
func members(t reflect.Type) (names []string) {
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			names = append(names, members(field.Type)...)
		case name != "-":
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func TestDocumentIsServedAndKnowsEveryRoute(t *testing.T) {
	s := open(t, required)
	var served struct{ Paths map[string]map[string]any }
	s.ask("GET", "/api/openapi.json", "").is(200).into(&served)
	if len(served.Paths) < 15 {
		t.Fatalf("%d paths", len(served.Paths))
	}
	// Every method on every documented path is either documented or refused.
	for path, methods := range served.Paths {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			target := strings.NewReplacer("{name}", "shop", "{id}", "x").Replace(path)
			a := s.ask(method, target, "")
			if known := methods[strings.ToLower(method)] != nil; (a.StatusCode == 405) == known {
				t.Errorf("%s: %d, documented: %v", a.request, a.StatusCode, known)
			}
		}
	}
	// And what is routed is documented: the router keeps the same paths free.
	own := api.Own(nil)
	for path := range served.Paths {
		prefix, _, _ := strings.Cut(path, "/{")
		if !own.HasPath(prefix) {
			t.Errorf("an app could have %s", prefix)
		}
	}
	for _, prefix := range own.Paths {
		if _, known := served.Paths[prefix]; !known && prefix != "/platform" {
			t.Errorf("%s is kept from apps and not documented", prefix)
		}
	}
}
