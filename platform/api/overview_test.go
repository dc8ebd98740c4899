package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

func TestAReaderOfEventsIsAlsoToldHowAllAppsAre(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	s.happened(1)
	r := s.read("/api/events?apps=1")
	if got := r.event(); !strings.HasPrefix(got, "id: 1 ") {
		t.Error("the past does not come first:", got)
	}
	text, isApps := strings.CutPrefix(r.event(), "event: apps data: ")
	var now api.Overview
	if err := json.Unmarshal([]byte(text), &now); err != nil || !isApps {
		t.Fatalf("%v: %s", err, text)
	}
	if len(now.Apps) == 0 || now.Apps[0].Name != "shop" || now.Stats.Apps != len(now.Apps) || now.Time.IsZero() {
		t.Errorf("%+v", now)
	}
	s.live <- platform.Event{ID: 2}
	if got := r.event(); !strings.HasPrefix(got, "id: 2 ") {
		t.Error(got)
	}
	if got := r.event(); !strings.HasPrefix(got, "event: apps ") {
		t.Error("it is told once only:", got)
	}
}
