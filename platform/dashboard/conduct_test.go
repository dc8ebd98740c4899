//go:build e2e

package dashboard_test

import (
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/internal/testkit/chromium"
)

// A browser has six connections to a host, and may keep a page that was left
// with all of its own, for its back button.
func TestAPageThatIsLeftGivesItsConnectionsBack(t *testing.T) {
	platform := newFakePlatform(t, someApps()...)
	page := chromium.Start(t)
	for range 5 {
		page.Open(platform.URL + "/platform/apps/shop/logs")
		page.Says(".logs", "60 lines")
		page.Open(platform.URL + "/platform/events")
		page.Says(".events", "has the traffic")
	}
	testkit.Eventually(t, "only the page that is shown has a stream", func() bool { return platform.streams.Load() == 1 })
	page.Back()
	page.Says(".logs", "60 lines")
	testkit.Eventually(t, "the page that came back has its streams again", func() bool { return platform.streams.Load() == 2 })
}

func TestThePageSaysThatThePlatformIsGoneAndComesBackByItself(t *testing.T) {
	platform := newFakePlatform(t, someApps()...)
	page := chromium.Start(t)
	page.Look(1280, 800, "light")
	page.Open(platform.URL + "/platform")
	page.Says(".pill", "live")
	platform.fail(true)
	page.Says(".pill", "offline")
	page.Says(".banner", "does not answer")
	page.Says("tbody", "billing") // what was known is still there to read
	look(t, page, "dashboard-offline")
	platform.fail(false)
	page.Says(".pill", "live")
	page.Gone(".banner")
}

// TestEveryStopOfTheKeyboardIsSeen goes through a page with the tab key.
func TestEveryStopOfTheKeyboardIsSeen(t *testing.T) {
	platform := newFakePlatform(t, someApps()...)
	page := chromium.Start(t)
	page.Look(1280, 800, "dark")
	page.Open(platform.URL + "/platform/apps/shop")
	page.Says(".charts", "Memory")
	seen := map[string]bool{}
	for range 30 {
		page.Keys("\t")
		seen[chromium.Eval[string](page, `document.activeElement.innerText || document.activeElement.ariaLabel || ""`)] = true
		if outline := chromium.Eval[string](page, `(e => getComputedStyle(e.matches("[type=radio]") ? e.nextElementSibling : e).outlineStyle)(document.activeElement)`); outline != "solid" && outline != "none" ||
			outline == "none" && !chromium.Eval[bool](page, "document.activeElement === document.body") {
			t.Errorf("%s has no outline when the keyboard is there: %s", chromium.Eval[string](page, "document.activeElement.outerHTML"), outline)
		}
	}
	for _, name := range []string{"Skip to the content", "Deploy", "One worker more", "Restart", "Stop", "settings"} {
		if !seen[name] {
			t.Errorf("the keyboard does not come to %q; it came to %v", name, seen)
		}
	}
	page.Open(platform.URL + "/platform")
	page.Says("tbody", "billing")
	testkit.Eventually(t, "the key comes to the filter", func() bool { // the page listens soon after it is drawn
		if chromium.Eval[bool](page, "document.activeElement.matches('input')") {
			return true
		}
		page.Keys("/")
		return false
	})
	page.Keys("bill")
	page.Gone("tbody tr:nth-child(2)")
	page.Says("tbody", "billing")
}

func TestNothingMovesUnlessSomethingIsUnderWay(t *testing.T) {
	platform := newFakePlatform(t, someApps()...)
	page := chromium.Start(t)
	moving := func(path, selector, says string) int {
		page.Open(platform.URL + path)
		page.Says(selector, says)
		return chromium.Eval[int](page, `document.getAnimations().filter(a => a.effect.getTiming().iterations === Infinity).length`)
	}
	if n := moving("/platform/apps/shop", ".status", "running"); n != 0 {
		t.Errorf("%d things move on the page of an app that just runs", n)
	}
	if n := moving("/platform/apps/search", ".status", "starting"); n != 1 {
		t.Errorf("%d things move on the page of an app that starts, want its dot", n)
	}
}
