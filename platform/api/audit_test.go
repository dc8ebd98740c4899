package api_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
)

// record is the record of changes, one string for each entry.
func (s *site) record() (list []string) {
	s.Helper()
	text, err := os.ReadFile(s.audit)
	s.must(err)
	for line := range strings.Lines(string(text)) {
		var e access.Entry
		s.must(json.Unmarshal([]byte(line), &e))
		if e.Peer != "127.0.0.1" || e.Time.IsZero() {
			s.Errorf("%s", line)
		}
		list = append(list, strings.Join([]string{e.Who, e.Action, e.App, e.Detail, strings.TrimSpace(e.Error)}, "|"))
	}
	return list
}

func TestChangesAreRecordedWithWhoMadeThem(t *testing.T) {
	s := open(t, required)
	admin, read := "Authorization: Bearer "+s.token(access.Admin), "Authorization: Bearer "+s.token(access.Read)
	s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop","environ":{"PASSWORD":"secret"}}`, admin).is(201)
	s.ask("POST", "/api/apps/shop/scale", `{"workers":5}`, admin).is(200)
	s.ask("PATCH", "/api/apps/shop", `{"idleStop":"1h","requests":5,"environ":{"PASSWORD":"secret"}}`, admin).is(200)
	s.ask("POST", "/api/apps/shop/rollback", "", admin).is(200)
	s.ask("POST", "/api/apps/shop/stop", "", read).is(403)
	s.ask("POST", "/api/apps/none/start", "", admin).is(404)
	s.ask("POST", "/api/tokens", `{"name":"ci","scope":"read"}`, admin).is(201)
	s.ask("DELETE", "/api/tokens/ci", "", admin).is(200)
	s.ask("POST", "/api/login", `{"token":"`+strings.TrimPrefix(read, "Authorization: Bearer ")+`"}`).is(200)
	s.ask("DELETE", "/api/apps/shop", "", admin).is(200)
	s.ask("GET", "/api/apps", "", admin).is(200)  // looking is not recorded
	s.ask("DELETE", "/api/apps/shop", "").is(401) // nor what nobody in particular wanted
	s.ask("POST", "/shutdown", "", admin).is(200)
	got := s.record()
	for i := range got {
		if _, rest, found := strings.Cut(got[i], "("); found { // ids are random
			id, _, _ := strings.Cut(rest, ",")
			got[i] = strings.Replace(got[i], id, "ID", 1)
		}
	}
	want := []string{
		"admin|deploy|shop|version 1 of /srv/shop|",
		"admin|scale|shop|from 3 to 5 workers|",
		"admin|patch|shop|idleStop, environ, requests|",
		"admin|rollback|shop|to version 1|",
		"read|stop|shop||token read has the scope read; this takes deploy",
		"admin|start|none||app none: not found",
		"admin|create token||ci (ID, read)|",
		"admin|revoke token||ci (ID, read)|",
		"read|login|||",
		"admin|undeploy|shop||",
		"admin|shutdown|||",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	text, _ := os.ReadFile(s.audit)
	if strings.Contains(string(text), "secret") || strings.Contains(string(text), "rip_") {
		t.Error("the record has secrets")
	}
}

func TestChangeThatCannotBeRecordedIsInTheLog(t *testing.T) {
	s := open(t, func(o *api.Options) {
		closed, err := access.OpenAudit(filepath.Join(t.TempDir(), "audit.log"))
		if err != nil {
			t.Fatal(err)
		}
		closed.Close()
		o.Audit = closed
	})
	s.ask("POST", "/api/apps/none/stop", "").is(404)
	if !s.log.Contains("a change could not be recorded") || !s.log.Contains("action=stop app=none who=local") {
		t.Error(s.log)
	}
}
