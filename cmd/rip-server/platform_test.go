//go:build e2e

package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/internal/testkit/chromium"
)

// TestAnAppsLifeOnTheDashboard lives an app's life on the page of a real
// platform, from its deploy to its end, at a desk by day and on a phone by night.
func TestAnAppsLifeOnTheDashboard(t *testing.T) {
	for _, at := range []struct {
		name, colours string
		width, height int64
	}{{"desk", "light", 1280, 800}, {"phone", "dark", 390, 844}} {
		t.Run(at.name, func(t *testing.T) {
			l := &appLife{T: t, name: at.name, dir: t.TempDir(), page: chromium.Start(t)}
			l.page.Look(at.width, at.height, at.colours)
			port := testkit.FreePort(t)
			launch(t, "➜", "platform", fmt.Sprint(port))
			l.url = fmt.Sprintf("http://localhost:%d/", port)
			l.deploys()
			l.scales()
			l.reads()
			l.updates()
			l.breaks()
			l.rollsBack()
			l.changes()
			l.ends()
			for _, complaint := range l.page.Complaints() {
				t.Error(complaint)
			}
		})
	}
}

// TestTheDashboardAsksForATokenWhereOneIsNeeded signs in and out.
func TestTheDashboardAsksForATokenWhereOneIsNeeded(t *testing.T) {
	port := testkit.FreePort(t)
	said := launch(t, "➜", "platform", fmt.Sprint(port), "--require-token")
	found := regexp.MustCompile(`token \(shown this once\): (\S+)`).FindStringSubmatch(said.String())
	if found == nil {
		t.Fatalf("no token was shown:\n%s", said)
	}
	page := chromium.Start(t)
	page.Open(fmt.Sprintf("http://localhost:%d/platform/deploy", port))
	page.Says("main", "rip-server token create")
	page.Fill("token", "wrong")
	page.Press("Sign in")
	page.Says(".wrong", "token")
	page.Shoot("platform-login")
	page.Fill("token", found[1])
	page.Press("Sign in")
	page.Says("main", "Deploy an app")
	page.Says(".pill", "live")
	if cookie := chromium.Eval[string](page, "document.cookie"); cookie != "" {
		t.Errorf("scripts can read the session: %s", cookie)
	}
	reader := makeToken(t, page, "wall & board", "read")
	page.Press("Sign out")
	page.Says("main", "rip-server token create")
	page.Fill("token", reader)
	page.Press("Sign in")
	page.Says(".notice", "may not see tokens")
	page.Press("Sign out")
	page.Fill("token", found[1])
	page.Press("Sign in")
	revokeToken(t, page, "wall & board")
	for _, complaint := range page.Complaints() {
		t.Error(complaint)
	}
}

// makeToken makes a token on the page of tokens and returns its text, which is
// shown once.
func makeToken(t *testing.T, page *chromium.Page, name, scope string) string {
	t.Helper()
	page.Press("Tokens")
	page.Says(".tokens", "just now") // the one that this browser has signed in with
	page.Press("Make it")
	page.Says("form .wrong", "name")
	page.Fill("name", name)
	chromium.Eval[bool](page, fmt.Sprintf("document.forms[0].elements.scope.value = %q, true", scope))
	page.Press("Make it")
	page.Says(".made", "shown this once")
	page.Says(".tokens", name)
	look(t, page, "token-made")
	text := chromium.Eval[string](page, `document.querySelector(".made input").value`)
	page.Press("I have it")
	page.Gone(".made")
	if strings.Contains(chromium.Eval[string](page, "document.documentElement.outerHTML"), text) {
		t.Error("the token is still there when it was seen")
	}
	return text
}

// revokeToken does so on the page of tokens, where this browser is.
func revokeToken(t *testing.T, page *chromium.Page, name string) {
	t.Helper()
	page.Says(".tokens", name)
	page.Press("Revoke " + name)
	page.Says("dialog", "refused at once")
	look(t, page, "token-revoke")
	page.Press("Revoke")
	page.Says(".toast", "is worthless now")
	page.Gone(fmt.Sprintf("[aria-label=%q]", "Revoke "+name))
}

// look keeps a picture of a platform's page, and what axe-core has to say of it.
func look(t *testing.T, page *chromium.Page, what string) {
	t.Helper()
	page.Shoot("platform-" + what)
	for _, finding := range page.Audit() {
		t.Errorf("%s: %v", what, finding)
	}
}

// appLife is the life of the app "shop", whose versions lie in folders of dir.
type appLife struct {
	*testing.T
	name, dir, url string
	page           *chromium.Page
	pictures       int
}

// version writes a version of the app that answers with its name, tells its log
// of each request, and ends its worker when it is asked for /crash.
func (l *appLife) version(name, before string) string {
	dir := filepath.Join(l.dir, name, "shop")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		l.Fatal(err)
	}
	testkit.WriteFile(l, filepath.Join(dir, "index.ts"), before+`
console.log("version `+name+` has started");
export default { fetch(request: Request) {
  if (request.url.endsWith("/crash")) process.exit(7);
  console.log("asked for " + new URL(request.url).pathname);
  return new Response("`+name+`");
} };`)
	return dir
}

// answers is what the app says at its own port.
func (l *appLife) answers(path string) string {
	response, err := http.Get(chromium.Eval[string](l.page, `document.querySelector(".addresses a").href`) + path)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return string(body)
}

// seen keeps a picture, and what axe-core has to say.
func (l *appLife) seen(what string) {
	l.Helper()
	l.pictures++
	look(l.T, l.page, fmt.Sprintf("%s-%d-%s", l.name, l.pictures, what))
}

func (l *appLife) deploys() {
	l.page.Open(l.url)
	l.page.Says(".notice", "Nothing is deployed yet")
	l.seen("empty")
	l.page.Press("Deploy the first app")
	l.page.Fill("directory", filepath.Join(l.dir, "nothing"))
	l.page.Says(".found", "nothing")
	l.page.Fill("directory", l.version("one", ""))
	l.page.Says(".found", "Serves")
	if name := chromium.Eval[string](l.page, "document.forms[0].elements.name.value"); name != "shop" {
		l.Errorf("the name %q was suggested, want shop", name)
	}
	l.page.Fill("workers", "2")
	l.page.Press("Keep a copy of the code with each version")
	l.seen("deploy")
	const more = "Addresses, runtime, limits, variables"
	l.page.Press(more)
	l.page.Fill("maxMemory", "lots")
	l.page.Press(more) // what is wrong there is seen all the same
	l.page.Press("Deploy")
	l.page.Says("#maxMemory-wrong", "512M")
	l.page.Fill("maxMemory", "512M")
	l.page.Press("Deploy")
	l.page.Says(".apphead .status", "running")
	if got := l.answers(""); got != "one" {
		l.Errorf("the app answers %q, want one", got)
	}
}

func (l *appLife) scales() {
	l.page.Press("One worker more")
	l.page.Press("One worker more")
	l.page.Says(".toast", "shop has 4 workers now")
	testkit.Eventually(l, "four workers are idle", func() bool {
		return chromium.Eval[string](l.page, `document.querySelector(".apphead .slots").ariaLabel`) == "4 workers: 4 idle"
	})
	l.page.Says(".chart", "Requests per second")
	l.seen("scaled")
}

func (l *appLife) reads() {
	l.page.Press("logs")
	l.page.Says(".log", "version one has started")
	l.answers("spring")
	l.page.Says(".log", "asked for /spring")
	l.page.Press("Pause")
	l.answers("summer")
	l.page.Says(".logs", "Go on (1 new)")
	l.page.Press("Go on (1 new)")
	l.page.Says(".log", "asked for /summer")
	l.page.Fill("filter", "SPRING")
	l.page.Says(".logs [role=status]", "1 of")
	l.seen("logs")
}

func (l *appLife) updates() {
	l.page.Press("versions")
	l.page.Says(".rows", "its own copy")
	l.page.Press("Deploy a new version")
	if !chromium.Eval[bool](l.page, "document.forms[0].elements.copy.checked") {
		l.Error("the update of an app that keeps its code would not")
	}
	l.page.Press("Keep a copy of the code with each version")
	l.page.Fill("directory", l.version("broken", `throw new Error("the ledger is gone");`))
	l.page.Press("Deploy and take over")
	l.page.Says("form .wrong", "the ledger is gone")
	l.seen("refused")
	l.page.Fill("directory", l.version("two", ""))
	l.page.Press("Deploy and take over")
	l.page.Says(".totals", "v2")
	if got := l.answers(""); got != "two" {
		l.Errorf("after the update the app answers %q, want two", got)
	}
}

// breaks has all workers end when their code cannot start any more.
func (l *appLife) breaks() {
	l.version("two", `throw new Error("the prices are gone");`)
	testkit.Eventually(l, "the app has failed", func() bool {
		l.answers("crash")
		return strings.Contains(chromium.Eval[string](l.page, `document.querySelector(".apphead .status").textContent`), "error")
	})
	l.page.Says(".trouble", "the prices are gone")
	l.page.Press("events")
	l.page.Says(".events", "ended before it was ready")
	l.seen("trouble")
	l.page.Press("Apps")
	l.page.Says(".apps", "error")
	l.seen("apps")
	l.page.Press("shop")
}

// rollsBack goes back to a version that has kept its code, whatever is in its
// directory now.
func (l *appLife) rollsBack() {
	l.version("one", `throw new Error("nobody has deployed this");`)
	l.page.Press("versions")
	l.page.Says(".rows", "in place")
	l.page.Press("Roll back to v1")
	l.page.Says("dialog", "Serve version 1 of shop?")
	l.page.Says("dialog", "Its copy of "+filepath.Join(l.dir, "one"))
	l.seen("question")
	l.page.Press("Roll back")
	l.page.Says(".toast", "shop is back at version 1")
	l.page.Says(".apphead .status", "running")
	if got := l.answers(""); got != "one" {
		l.Errorf("after the way back the app answers %q, want one", got)
	}
	l.page.Press("Roll back to v2")
	l.page.Says("dialog", "no copy was kept")
	l.seen("no-copy")
	l.page.Keys("\x1b")
}

func (l *appLife) changes() {
	l.page.Press("settings")
	l.page.Fill("hosts", "http://shop.test")
	l.page.Press("Save")
	l.page.Says("form .wrong", "shop")
	l.page.Fill("hosts", "shop.test")
	l.page.Press("Save")
	l.page.Says(".toast", "The settings of shop are saved")
	l.page.Says(".addresses", "http://shop.test")
	l.page.Fill("idleStop", "1h")
	l.elsewhere(`{"idleStop": "10m"}`)
	l.page.Says("form .banner", "was changed since")
	l.page.Press("Save")
	l.page.Says("form .wrong", "changed")
	l.page.Press("Show it as it is now")
	l.page.Gone("form .banner")
	if shown := chromium.Eval[string](l.page, `document.querySelector("[name=idleStop]").value`); shown != "10m" {
		l.Errorf("idleStop is shown as %q, want what was set elsewhere, 10m", shown)
	}
}

// elsewhere changes the app's settings as somebody else would.
func (l *appLife) elsewhere(settings string) {
	request, err := http.NewRequest("PATCH", l.url+"api/apps/shop", strings.NewReader(settings))
	if err != nil {
		l.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		l.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 200 {
		l.Errorf("change of the settings elsewhere: %s", response.Status)
	}
}

func (l *appLife) ends() {
	l.page.Press("Undeploy…")
	l.page.Says("dialog", "Undeploy shop?")
	l.seen("farewell")
	l.page.Keys("\x1b")
	l.page.Says(".apphead .status", "running")
	l.page.Press("Undeploy…")
	l.page.Press("Undeploy shop")
	l.page.Says(".notice", "Nothing is deployed yet")
}
