package dashboard_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform/dashboard"
)

// ask sends one request to a fresh dashboard; fields are "Name: value".
func ask(t *testing.T, method, path string, fields ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	dashboard.Handler().ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, response *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// script is the address of the page's script.
func script(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`src="(/platform/assets/app-[A-Z0-9]+\.js)"`).FindStringSubmatch(bodyOf(t, ask(t, "GET", "/")))
	if found == nil {
		t.Fatal("the page names no script")
	}
	return found[1]
}

func TestEveryAddressOfThePageIsThePage(t *testing.T) {
	want := bodyOf(t, ask(t, "GET", "/platform"))
	if !strings.Contains(want, "<!doctype html>") {
		t.Fatalf("/platform is %q", want)
	}
	for _, path := range []string{"/", "/platform/", "/platform/apps/shop/logs", "/platform/deploy?update=shop"} {
		if response := ask(t, "GET", path); response.StatusCode != 200 || bodyOf(t, response) != want {
			t.Errorf("%s: %d, or another page than /platform", path, response.StatusCode)
		}
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	for _, path := range []string{"/api/apps", "/platformx", "/index.html", "/platform/assets/app-OLD.js", "/platform/assets/"} {
		if response := ask(t, "GET", path); response.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, response.StatusCode)
		}
	}
}

func TestNothingIsChangedThroughTheDashboard(t *testing.T) {
	response := ask(t, "POST", "/platform")
	if response.StatusCode != 405 || response.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, Allow %q", response.StatusCode, response.Header.Get("Allow"))
	}
}

func TestThePageMayRunNothingButItsOwnScript(t *testing.T) {
	for _, path := range []string{"/", "/platform", script(t)} {
		policy := ask(t, "GET", path).Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'self'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			strings.Contains(policy, "unsafe") || strings.Contains(policy, "data:") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if ask(t, "GET", path).Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", path)
		}
	}
}

func TestHashedFilesAreKeptForEverAndThePageIsAskedForAgain(t *testing.T) {
	if got := ask(t, "GET", script(t)).Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("script: Cache-Control %q", got)
	}
	if got := ask(t, "GET", "/platform").Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("page: Cache-Control %q", got)
	}
}

func TestWhatTheClientHasIsNotSentAgain(t *testing.T) {
	for _, encoding := range []string{"identity", "gzip"} {
		first := ask(t, "GET", script(t), "Accept-Encoding: "+encoding)
		again := ask(t, "GET", script(t), "Accept-Encoding: "+encoding, "If-None-Match: W/"+first.Header.Get("ETag"))
		if again.StatusCode != 304 || bodyOf(t, again) != "" || again.Header.Get("ETag") != first.Header.Get("ETag") {
			t.Errorf("%s: %d, ETag %q, first %q", encoding, again.StatusCode, again.Header.Get("ETag"), first.Header.Get("ETag"))
		}
	}
}

func TestFilesAreCompressedForThoseWhoTakeIt(t *testing.T) {
	plain := bodyOf(t, ask(t, "GET", script(t)))
	for accepted, zipped := range map[string]bool{
		"gzip": true, "br, GZIP;q=0.5": true, "*": true, "gzip; q=0": false, "br": false, "gzip;q=x": false, "": false,
	} {
		response := ask(t, "GET", script(t), "Accept-Encoding: "+accepted)
		if got := response.Header.Get("Content-Encoding") == "gzip"; got != zipped {
			t.Errorf("Accept-Encoding %q: compressed %v, want %v", accepted, got, zipped)
		}
		if response.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: caches are not told that it matters", accepted)
		}
		if !zipped {
			continue
		}
		reader, err := gzip.NewReader(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(reader); err != nil || string(content) != plain {
			t.Errorf("Accept-Encoding %q: other content than plain, %v", accepted, err)
		}
	}
}

func TestHeadSaysWhatGetWould(t *testing.T) {
	get, head := ask(t, "GET", "/platform"), ask(t, "HEAD", "/platform")
	if bodyOf(t, head) != "" || head.Header.Get("Content-Length") != get.Header.Get("Content-Length") || head.Header.Get("ETag") != get.Header.Get("ETag") {
		t.Errorf("HEAD %v\nGET %v", head.Header, get.Header)
	}
}
