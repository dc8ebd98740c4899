package api_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What clients of the older server send and read. Nothing here may change.

// shape is the body's members and what kinds they are.
func (a *answer) shape() map[string]string {
	a.Helper()
	var members map[string]any
	a.into(&members)
	return shapeOf(members)
}

func shapeOf(members map[string]any) map[string]string {
	kinds := map[string]string{}
	for name, value := range members {
		switch value.(type) {
		case nil:
			kinds[name] = "null"
		case bool:
			kinds[name] = "boolean"
		case float64:
			kinds[name] = "number"
		case string:
			kinds[name] = "string"
		default:
			kinds[name] = "other"
		}
	}
	return kinds
}

// oldApp are the members of an app object that the older server had.
func oldApp(shape map[string]string) map[string]string {
	old := []string{"name", "directory", "port", "protocol", "httpsPort", "workers", "status", "startedAt", "error"}
	maps.DeleteFunc(shape, func(name, _ string) bool { return !slices.Contains(old, name) })
	return shape
}

func TestOlderClientsFindWhatTheyKnow(t *testing.T) {
	s := open(t)
	const order = `{"name":"shop","directory":"/srv/shop","workers":2,"port":3005,"protocol":"http","httpsPort":null,"cert":null,"key":null,"jsonLogging":false,"requests":500}`
	stopped := map[string]string{
		"name": "string", "directory": "string", "port": "number", "protocol": "string", "httpsPort": "null",
		"workers": "number", "status": "string", "startedAt": "null", "error": "null",
	}
	running := maps.Clone(stopped)
	running["startedAt"] = "string"

	if diff := cmp.Diff(running, oldApp(s.ask("POST", "/api/apps", order).is(201).shape())); diff != "" {
		t.Error("a deployed app:", diff)
	}
	s.ask("POST", "/api/apps/shop/stop", "").is(200)
	var list []map[string]any
	s.ask("GET", "/api/apps", "").is(200).into(&list)
	if len(list) != 1 || cmp.Diff(stopped, oldApp(shapeOf(list[0]))) != "" {
		t.Error("the list:", list)
	}
	for _, c := range []struct{ method, path, body, want string }{
		{"POST", "/api/apps/shop/start", "", `{"status":"started"}`},
		{"POST", "/api/apps/shop/start", "", `{"status":"started"}`}, // verbs say what is so, not what was done
		{"POST", "/api/apps/shop/restart", "{}", `{"status":"restarted"}`},
		{"POST", "/api/apps/shop/scale", `{"workers":5}`, `{"status":"scaled","previousWorkers":2,"currentWorkers":5}`},
		{"POST", "/api/apps/shop/stop", "", `{"status":"stopped"}`},
		{"POST", "/api/apps/shop/stop", "", `{"status":"stopped"}`},
		{"DELETE", "/api/apps/shop", "", `{"status":"undeployed"}`},
	} {
		if got := s.ask(c.method, c.path, c.body).is(200); got.text != c.want+"\n" {
			t.Errorf("%s: %s, want %s", got.request, got.text, c.want)
		}
	}
	var health map[string]any
	if s.ask("GET", "/health", "").is(200).into(&health); health["status"] != "healthy" {
		t.Error(health)
	}
	if got := s.ask("GET", "/api/stats", "").is(200).shape(); got["apps"] != "number" || got["running"] != "number" {
		t.Error(got)
	}
	if got := s.ask("GET", "/api/apps/shop", "").is(404).shape(); got["error"] != "string" {
		t.Error(got)
	}
	s.ask("POST", "/shutdown", "").is(200)
	<-s.shutdowns
}

func TestDefaultsOfADeployAreTheOlderServers(t *testing.T) {
	s := open(t)
	var app struct{ Workers int }
	if s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop"}`).is(201).into(&app); app.Workers != 3 {
		t.Errorf("%d workers", app.Workers)
	}
	if d, _ := s.ordered(); d.NoStart {
		t.Error("it is not started")
	}
}

func TestOrdersReachTheControllerAsTheyWereMeant(t *testing.T) {
	s := open(t)
	s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop","workers":2,"port":3005,"protocol":"http+https","httpsPort":3444,
		"cert":"/c.pem","key":"/k.pem","jsonLogging":true,"requests":500,"hosts":["a.test"],"path":"/api/v1","stripPath":true,"idleStop":"10m",
		"env":"prod","runtime":"rip","isolation":"vm","maxMemory":"64M","settings":{"queueTimeoutMs":"7"},"environ":{"A":"b"},"update":true,"copy":true,"start":false}`).is(201)
	d, _ := s.ordered()
	want := map[string]string{
		"cert": "/c.pem", "key": "/k.pem", "jsonLogging": "true", "requests": "500", "env": "prod", "runtime": "rip",
		"isolation": "vm", "maxMemory": "64M", "queueTimeoutMs": "7",
	}
	if diff := cmp.Diff(want, d.Settings); diff != "" {
		t.Error(diff)
	}
	text, _ := json.Marshal(d)
	const rest = `{"Name":"shop","Directory":"/srv/shop","Update":true,"Copy":true,"NoStart":true,"IfRevision":0,"Workers":2,"Protocol":"http+https","Port":3005,"HTTPSPort":3444,"Hosts":["a.test"],"Path":"/api/v1","StripPath":true,"IdleStop":"10m","Settings":`
	if got := string(text[:min(len(text), len(rest))]); got != rest || d.Environ["A"] != "b" {
		t.Errorf("%s", text)
	}
	// Only what is named changes; "" and 0 go back to the default.
	s.ask("PATCH", "/api/apps/shop", `{"requests":0,"maxMemory":"","env":"dev","workers":4,"hosts":[],"idleStop":""}`).is(200)
	want["env"] = "dev"
	delete(want, "requests")
	delete(want, "maxMemory")
	_, c := s.ordered()
	if diff := cmp.Diff(want, *c.Settings); diff != "" {
		t.Error(diff)
	}
	if *c.Workers != 4 || *c.Hosts == nil || len(*c.Hosts) != 0 || *c.IdleStop != 0 || c.Path != nil || c.Environ != nil {
		t.Errorf("%+v", c)
	}
	s.ask("PATCH", "/api/apps/shop", `{"workers":5}`).is(200)
	if _, c := s.ordered(); c.Settings != nil {
		t.Errorf("settings that nobody named are replaced: %v", *c.Settings)
	}
}
