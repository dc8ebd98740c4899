package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
)

// changing and looking are the two kinds of requests.
const (
	looking  = "GET /api/apps"
	changing = "POST /api/apps/shop/stop"
)

func (s *site) probe(kind string, fields ...string) *answer {
	s.Helper()
	method, path, _ := strings.Cut(kind, " ")
	return s.ask(method, path, "", fields...)
}

func TestNamesThatLeadHereByAForeignHandAreRefused(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Hosts = []string{"Box.lan"} })
	s.deployed("shop")
	_, port, _ := strings.Cut(s.addr, ":")
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST.:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "127.8.8.8": 200, "box.lan": 200, "BOX.LAN:1": 200,
		"evil.test": 421, "evil.test:" + port: 421, "localhost.evil.test": 421, "127.0.0.1.evil.test": 421, "evil.localhost": 404,
		"10.0.0.1": 421, "0.0.0.0": 421, "2130706433": 421, "[::ffff:10.0.0.1]": 421, "box.lan.evil.test": 421,
	} {
		for _, kind := range []string{looking, changing, "GET /health", "GET /", "GET /platform", "GET /api/openapi.json"} {
			if got := s.probe(kind, "Host: "+host).StatusCode; got != want && !(want == 200 && got == 404) {
				t.Errorf("%s for %s: %d, want %d", kind, host, got, want)
			}
		}
	}
}

func TestAnyAddressWillDoWhereTokensAreRequired(t *testing.T) {
	s := open(t, func(o *api.Options) { o.TokenRequired = true })
	s.ask("GET", "/health", "", "Host: 192.168.1.7:3000").is(200)
	s.ask("GET", "/health", "", "Host: evil.test").is(421, "evil.test")
}

func TestPagesOfOthersCannotUseThePlatform(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	for _, c := range []struct {
		fields string
		look   int
		change int
	}{
		{"", 200, 200},
		{"Content-Type: application/json", 200, 200},
		{"Content-Type: application/json; charset=utf-8", 200, 200},
		{"Origin: http://" + s.host + "|Content-Type: application/json", 200, 200},
		{"Origin: https://" + s.host + "|Content-Type: application/json|Sec-Fetch-Site: same-origin", 200, 200},
		{"Origin: http://" + s.host, 200, 415},
		{"Sec-Fetch-Site: same-origin", 200, 415},
		{"Sec-Fetch-Site: none", 200, 415},
		{"Cookie: a=b", 200, 415},
		{"Content-Type: text/plain", 200, 415},
		{"Content-Type: application/x-www-form-urlencoded", 200, 415},
		{"Origin: http://evil.test|Content-Type: application/json", 403, 403},
		{"Origin: null|Content-Type: application/json", 403, 403},
		{"Origin: http://localhost:1|Content-Type: application/json", 403, 403}, // an app's own port
		{"Origin: http://shop." + s.host + "|Content-Type: application/json", 403, 403},
		{"Sec-Fetch-Site: cross-site|Content-Type: application/json", 403, 403},
		{"Sec-Fetch-Site: same-site|Content-Type: application/json", 403, 403},
		{"Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate", 200, 403},
		{"Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors", 403, 403},
	} {
		var fields []string
		if c.fields != "" {
			fields = strings.Split(c.fields, "|")
		}
		if got := s.probe(looking, fields...).StatusCode; got != c.look {
			t.Errorf("looking with %q: %d, want %d", c.fields, got, c.look)
		}
		if got := s.probe(changing, fields...).StatusCode; got != c.change {
			t.Errorf("changing with %q: %d, want %d", c.fields, got, c.change)
		}
	}
}

func TestFormsCannotSmuggleABody(t *testing.T) {
	s := open(t)
	s.ask("POST", "/api/apps", `{"name":"evil","directory":"/srv/x"}`, "Content-Type: text/plain").is(415, "application/json")
	s.ask("POST", "/shutdown", "{}", "Content-Type: text/plain").is(415)
	// No preflight is granted, so that JSON cannot be declared from elsewhere.
	a := s.ask("OPTIONS", "/api/apps", "", "Origin: http://"+s.host, "Access-Control-Request-Method: POST").is(204)
	for name := range a.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			t.Errorf("%s: %s", name, a.Header.Get(name))
		}
	}
}

func TestWhoHasATokenInHandNeedNotDeclareJSON(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	bearer := "Authorization: Bearer " + s.token(access.Deploy)
	s.ask("POST", "/api/apps/shop/scale", `{"workers":2}`, bearer, "Content-Type: application/x-www-form-urlencoded").is(200)
	s.ask("POST", "/api/apps/shop/scale", `{"workers":2}`, bearer, "Origin: http://evil.test").is(403) // not even then
}

func TestAnswersCannotBeTakenForAnythingElse(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/api/apps", "/api/apps/none", "/health", "/nothing"} {
		a := s.ask("GET", path, "")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Type": "application/json",
		} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
	if got := s.ask("GET", "/api/apps", "").Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") {
		t.Error(got)
	}
}

func TestBrowsersGetAPageThatLeadsToThePlatform(t *testing.T) {
	s := open(t)
	_, port, _ := strings.Cut(s.addr, ":")
	page := `<a href="http://localhost:` + port + `/platform">`
	const accept = "Accept: text/html,*/*"
	s.ask("GET", "/", "", accept, "Host: shop.localhost:"+port).is(404, "no app called shop", page)
	s.ask("GET", "/", "", accept, "Host: evil.test:"+port).is(421, "evil.test", page)
	s.ask("GET", "/", "", "Host: evil.test:"+port).is(421, `{"error":"the host evil.test`)
	a := s.ask("GET", "/", "", accept, "Host: <script>alert(1)</script>.localhost")
	if strings.Contains(a.text, "<script>") || a.StatusCode < 400 {
		t.Error(a.StatusCode, a.text)
	}
}

func TestWhatIsNoEndpointIsTheDashboards(t *testing.T) {
	s := open(t, func(o *api.Options) {
		o.Dashboard = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", "its own")
			w.Write([]byte("dashboard " + r.URL.Path))
		})
		o.TokenRequired = true
	})
	s.ask("GET", "/elsewhere", "").is(404, "/elsewhere")
	for _, path := range []string{"/", "/platform", "/platform/apps/shop"} {
		if a := s.ask("GET", path, "").is(200, "dashboard "+path); a.Header.Get("Content-Security-Policy") != "its own" {
			t.Error(a.Header)
		}
	}
	s.ask("GET", "/api/nothing", "").is(404, "/api/openapi.json")
	a := s.ask("PUT", "/api/apps", "{}").is(405, "GET, HEAD, POST")
	if got := a.Header.Get("Allow"); got != "GET, HEAD, POST, OPTIONS" {
		t.Error(got)
	}
	if got := s.ask("OPTIONS", "/api/apps/shop", "").is(204).Header.Get("Allow"); got != "DELETE, GET, HEAD, PATCH, OPTIONS" {
		t.Error(got)
	}
}
