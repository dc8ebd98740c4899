package web

import (
	"testing"

	"github.com/nlnwa/whatwg-url/url"
)

// FuzzPlainURLIsWhatTheParserMakesOfIt: the fast path must never take a URL
// that the parser would change, nor split it differently.
func FuzzPlainURLIsWhatTheParserMakesOfIt(f *testing.F) {
	for _, seed := range []string{
		"http://example.com/", "https://example.com:8080/a/b?c=d&e#f", "http://example.com:80/", "https://h:443/",
		"http://1.2.3.4/", "http://1.2.3/", "http://0x7f.1/", "http://a.1/", "http://1.a/", "http://EXAMPLE.com/",
		"http://a/b/../c", "http://a/./", "http://a/.b", "http://a/%2e%2E/", "http://a/%2f", "http://a/b\\c", "http://a/ b",
		"http://a/?'", "http://a/?\"", "http://a/#`", "http://a/?#", "http://a/?", "http://a/#", "http://a/?a#b?c#d",
		"http://xn--a/", "http://a@b/", "http://a:b@c/", "http://a:/", "http://a:0/", "http://a:08/", "http://a:65536/",
		"http://a..b/", "http://a./", "http://-a_/", "http://a/\u00e9", "http://a/|", "http://a/^", "http://a/{}", "http://a/;=@:!$&'()*+,~",
		"http://01.2.3.4/", "http://256.1.1.1/", "http://1.2.3.4./", "http://a/b/.c/..d/", "http:///a", "http://a\t/",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		plain, ok := plainly(s)
		if !ok {
			return
		}
		parsed, err := url.Parse(s)
		if err != nil {
			t.Fatalf("%q: taken as plain, but the parser says %v", s, err)
		}
		u := &URL{plain: plain}
		for _, c := range []struct{ part, got, want string }{
			{"href", u.href(), parsed.Href(false)},
			{"protocol", u.protocol(), parsed.Protocol()},
			{"host", u.host(), parsed.Host()},
			{"hostname", u.hostname(), parsed.Hostname()},
			{"port", u.port(), parsed.Port()},
			{"pathname", u.pathname(), parsed.Pathname()},
			{"search", u.search(), parsed.Search()},
			{"hash", u.hash(), parsed.Hash()},
		} {
			if c.got != c.want {
				t.Errorf("%q: %s is %q, the parser says %q", s, c.part, c.got, c.want)
			}
		}
	})
}

func TestUsualURLsTakeNoParser(t *testing.T) {
	for _, s := range []string{
		"http://example.com/", "https://example.com:8080/a/b.html?c=d&e=%20f#g", "http://localhost:3000/api/items/7",
		"http://127.0.0.1:5002/", "http://my_app.test/a/.well-known?", "https://a-b.c0m/~me/(1)!",
	} {
		if _, ok := plainly(s); ok != (s != "http://my_app.test/a/.well-known?") {
			t.Errorf("%s: plain is %v", s, ok)
		}
	}
}
