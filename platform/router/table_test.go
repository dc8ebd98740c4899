package router

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/platform"
)

// own is the platform as most tests have it.
func own() *Own {
	return &Own{Paths: []string{"/api/apps", "/platform"}, Hosts: []string{"box.lan"}}
}

func route(name, path string, strip bool, hosts ...string) platform.Route {
	return platform.Route{Name: name, Routing: platform.Routing{Hosts: hosts, Path: path, StripPath: strip}}
}

func TestRequestsFindTheirApp(t *testing.T) {
	table, err := newTable(own(), []platform.Route{
		route("shop", "", false, "shop.test", "www.shop.test"),
		route("v1", "/api", true),
		route("v2", "/api/v2", false),
		route("blog", "/blog", true, "blog.test"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ host, target, app string }{
		{"shop.localhost", "/", "shop"},
		{"SHOP.LocalHost:3000", "/x?y", "shop"},
		{"shop.localhost.:3000", "*", "shop"},
		{"shop.test", "/api", "shop"}, // an app's host wins over a path
		{"www.shop.test:80", "/platform", "shop"},
		{"localhost:3000", "/", ""},
		{"localhost:3000", "/api", "v1"},
		{"localhost:3000", "/api/", "v1"},
		{"localhost:3000", "/api?x", "v1"},
		{"localhost:3000", "/api/v", "v1"},
		{"localhost:3000", "/api/v2", "v2"},
		{"localhost:3000", "/api/v2?/", "v2"},
		{"localhost:3000", "/api/v2/x", "v2"},
		{"localhost:3000", "/api/v22", "v1"},
		{"localhost:3000", "/api/apps", ""}, // the platform keeps what it needs
		{"localhost:3000", "/api/apps/shop", ""},
		{"localhost:3000", "/api/apps?x", ""},
		{"localhost:3000", "/api/appsx", "v1"},
		{"localhost:3000", "/apix", ""},
		{"localhost:3000", "/x?/api", ""},
		{"localhost:3000", "*", ""},
		{"127.0.0.1:3000", "/api", "v1"},
		{"[::1]:3000", "/api", "v1"},
		{"nobody.localhost", "/", ""},
		{"blog.localhost", "/x", "blog"}, // its default host has no prefix
		{"blog.test", "/blog/x", "blog"},
		{"blog.test", "/x", ""},
		{"blog.test", "/api/x", "v1"},
		{"", "/", ""},
		{"evil-shop.test", "/", ""},
		{"a.shop.test", "/", ""},
		{strings.Repeat("a", 300) + ".test", "/", ""},
	} {
		got := ""
		if p := table.find([]byte(c.host), []byte(c.target)); p != nil {
			got = p.app
		}
		if got != c.app {
			t.Errorf("%s %s is for %q, want %q", c.host, c.target, got, c.app)
		}
	}
}

func TestOnlyTheConfiguredPlaceStrips(t *testing.T) {
	table, _ := newTable(own(), []platform.Route{route("blog", "/blog", true, "blog.test"), route("all", "", true, "all.test")})
	for where, want := range map[string]bool{"blog.test/blog": true, "box/blog": true, "blog.localhost/blog": false, "all.test/x": false} {
		host, path, _ := strings.Cut(where, "/")
		if p := table.find([]byte(host), []byte("/"+path)); p.strip != want {
			t.Errorf("%s: strip is %v", where, p.strip)
		}
	}
}

func TestFirstAppKeepsAPlaceThatTwoWant(t *testing.T) {
	table, err := newTable(own(), []platform.Route{
		route("thief", "/shop", false, "victim.localhost", "same.test"),
		route("victim", "/shop", false, "same.test"),
		route("mad", "/platform/x", false, "localhost", "127.0.0.1", "[::1]", "box.lan"),
		route("twice", "", false, "twice.localhost", "twice.localhost"),
	})
	var got []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var c *Conflict
		if !errors.As(e, &c) {
			t.Fatal(e)
		}
		got = append(got, c.App+" wants "+c.Host+c.Path+" of "+c.Owner)
	}
	want := []string{
		"victim wants same.test/shop of thief", "victim wants /shop of thief",
		"mad wants localhost/platform/x of ", "mad wants 127.0.0.1/platform/x of ", "mad wants [::1]/platform/x of ",
		"mad wants box.lan/platform/x of ", "mad wants /platform/x of ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := table.find([]byte("victim.localhost"), []byte("/")); p.app != "victim" {
		t.Errorf("%s has the default host of another", p.app)
	}
	const text = "app mad cannot be at the path /platform/x: it is the platform's own; choose another host or path"
	if last := err.Error()[strings.LastIndexByte(err.Error(), '\n')+1:]; last != text {
		t.Errorf("%q", last)
	}
}

func TestStrippedTargetIsAlwaysAPath(t *testing.T) {
	for target, want := range map[string]string{"/api": "/", "/api/": "/", "/api/x": "/x", "/api?q": "/?q", "/api/x?q": "/x?q"} {
		if got := stripped([]byte(target), len("/api")); string(got) != want {
			t.Errorf("%s without /api is %s", target, got)
		}
	}
}

// Whatever comes, the answer is that of a plain search over all places.
func FuzzFind(f *testing.F) {
	routes := []platform.Route{
		route("a", "/a", true, "a.test"), route("b", "/a/b", false), route("c", "", false, "c.test"), route("d", "/a/b/c/d", true, "a.test"),
	}
	table, err := newTable(own(), routes)
	if err != nil {
		f.Fatal(err)
	}
	for _, host := range []string{"a.test", "c.test:80", "A.TEST.", "localhost", "d.localhost:1", "[::1]:80", ":", ".", ""} {
		for _, target := range []string{"/", "*", "", "/a", "/a/b", "/a?b", "/a/b/c/d/e?f", "//a", "/a//b", "/api/apps/x", "/platform"} {
			f.Add(host, target)
		}
	}
	f.Fuzz(func(t *testing.T, host, target string) {
		want, length := slowly(routes, host, target)
		before := bytes.Clone([]byte(target))
		got := table.find([]byte(host), before)
		if app(got) != want || got != nil && len(got.prefix) != length {
			t.Fatalf("%q %q: %q, slowly %q (prefix of %d)", host, target, app(got), want, length)
		}
		if got == nil || !got.strip {
			return
		}
		if rest := string(stripped(before, len(got.prefix))); rest[0] != '/' && rest[0] != '*' {
			t.Fatalf("%q becomes %q", target, rest)
		}
	})
}

func app(p *place) string {
	if p == nil {
		return ""
	}
	return p.app
}

// slowly does what find does, as the documentation says it.
func slowly(routes []platform.Route, authority, target string) (app string, length int) {
	host, _, _ := strings.Cut(authority, ":")
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for i := range len(host) {
		if host[i] >= 0x80 {
			host = "" // ToLower knows more letters than hosts have
			break
		}
	}
	path, _, _ := strings.Cut(target, "?")
	below := func(prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") }
	best := -1
	for _, r := range routes {
		for _, h := range r.Hosts {
			if h == host && below(r.Path) && len(r.Path) > best || h == host && r.Path == "" && best < 0 {
				app, best = r.Name, len(r.Path)
			}
		}
		if host == DefaultHost(r.Name) && best < 0 {
			app, best = r.Name, 0
		}
	}
	if best >= 0 {
		return app, best
	}
	best = 0
	for _, r := range routes {
		if r.Path != "" && below(r.Path) && len(r.Path) > best {
			app, best = r.Name, len(r.Path)
		}
	}
	for _, p := range own().Paths {
		if below(p) && len(p) > best {
			app, best = "", len(p)
		}
	}
	return app, best
}
