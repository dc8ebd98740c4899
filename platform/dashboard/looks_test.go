//go:build e2e

package dashboard_test

import (
	"fmt"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit/chromium"
)

// windows are what the page is looked at through.
var windows = []struct {
	name          string
	width, height int64
}{{"desktop", 1280, 800}, {"phone", 390, 844}}

// views are the page's places, and what tells that they are complete.
var views = []struct{ name, path, selector, says string }{
	{"apps", "/platform", "tbody", "billing"},
	{"app", "/platform/apps/shop", ".legend", "p99"},
	{"trouble", "/platform/apps/billing/versions", ".trouble", "Cannot find module"},
	{"logs", "/platform/apps/shop/logs", ".logs", "60 lines"},
	{"events", "/platform/events", ".events", "has the traffic"},
	{"versions", "/platform/apps/shop/versions", ".rows", "its own copy"},
	{"settings", "/platform/apps/shop/settings", "form", "Save"},
	{"deploy", "/platform/deploy", "form", "Directory"},
	{"tokens", "/platform/tokens", ".tokens", "wallboard"},
}

// TestEveryViewCanBeUsedByEverybody looks at each place of the page through
// each window and in both colours: nothing that axe-core finds, no error, no
// breach of the policy, nothing wider than the window. It keeps the pictures.
func TestEveryViewCanBeUsedByEverybody(t *testing.T) {
	platform := newFakePlatform(t, someApps()...)
	page := chromium.Start(t)
	for _, window := range windows {
		for _, colours := range []string{"light", "dark"} {
			page.Look(window.width, window.height, colours)
			for _, view := range views {
				page.Open(platform.URL + view.path)
				page.Says(view.selector, view.says)
				name := fmt.Sprintf("dashboard-%s-%s-%s", view.name, window.name, colours)
				look(t, page, name)
			}
		}
	}
}

func look(t *testing.T, page *chromium.Page, name string) {
	t.Helper()
	page.Shoot(name)
	for _, finding := range page.Audit() {
		t.Errorf("%s: %v", name, finding)
	}
	if over := chromium.Eval[int64](page, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s is %d pixels wider than the window", name, over)
	}
	for _, complaint := range page.Complaints() {
		t.Errorf("%s: %s", name, complaint)
	}
}
