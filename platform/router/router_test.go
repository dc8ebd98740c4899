package router_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/inprocess"
	"github.com/rip-server/rip-server/platform/router"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// app is one that answers who it is and what it was asked.
func app(t *testing.T, name string) lb.Handler {
	t.Helper()
	s := inprocess.New(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s prefix=%s", name, r.RequestURI, strings.Join(r.Header["X-Forwarded-Prefix"], "+"))
	}), inprocess.Options{Name: name, MaxBody: 1 << 10, Timeout: 5 * time.Second, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// serve has handler answer at the address it returns; trust are the peers that
// are believed.
func serve(t *testing.T, handler lb.Handler, trust ...netip.Prefix) (addr string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	front := lb.NewServer(handler, lb.ClientLimits{
		HeaderTimeout: 5 * time.Second, IdleTimeout: 5 * time.Second, MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget,
	}, trust, slog.New(slog.DiscardHandler))
	front.Serve(ln, "http")
	t.Cleanup(func() {
		if err := front.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return ln.Addr().String()
}

// ask sends a request as it is and returns the body of the answer.
func ask(t *testing.T, addr, host, target, fields string) string {
	t.Helper()
	nc, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	fmt.Fprintf(nc, "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n", target, host, fields)
	res, err := http.ReadResponse(bufio.NewReader(nc), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAppsAreToldThePrefixThatWasTakenOffAndNoOther(t *testing.T) {
	r := router.New(router.Own{Handler: app(t, "platform")})
	err := r.Update([]platform.Route{
		{Name: "shop", Routing: platform.Routing{Path: "/shop", StripPath: true}, Handler: app(t, "shop")},
		{Name: "blog", Routing: platform.Routing{Path: "/blog"}, Handler: app(t, "blog")},
	})
	if err != nil {
		t.Fatal(err)
	}
	addr := serve(t, r)
	const forged = "X-Forwarded-Prefix: /evil\r\n"
	for _, c := range []struct{ host, target, fields, want string }{
		{"localhost", "/shop/a?b", "", "shop /a?b prefix=/shop"},
		{"localhost", "/shop?b", forged, "shop /?b prefix=/shop"},
		{"localhost", "/shop", forged + forged, "shop / prefix=/shop"},
		{"shop.localhost", "/shop", forged, "shop /shop prefix="},
		{"localhost", "/blog/a", forged, "blog /blog/a prefix="},
		{"localhost", "http://shop.localhost/a", "", "shop /a prefix="}, // the target's host wins (RFC 9112 section 3.2.2)
		{"localhost", "/a", "", "platform /a prefix="},
		{"unknown.test", "/", "", "platform / prefix="},
	} {
		if got := ask(t, addr, c.host, c.target, c.fields); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.host, c.target, got, c.want)
		}
	}
}

// A proxy that is trusted may say a prefix of its own. The one that we took off
// is the one that the app can rely on.
func TestPrefixThatWasTakenOffReplacesAProxys(t *testing.T) {
	r := router.New(router.Own{Handler: app(t, "platform")})
	if err := r.Update([]platform.Route{{Name: "shop", Routing: platform.Routing{Path: "/shop", StripPath: true}, Handler: app(t, "shop")}}); err != nil {
		t.Fatal(err)
	}
	addr := serve(t, r, netip.MustParsePrefix("127.0.0.0/8"))
	for target, want := range map[string]string{"/shop/a": "shop /a prefix=/shop", "/a": "platform /a prefix=/x"} {
		if got := ask(t, addr, "localhost", target, "X-Forwarded-Prefix: /x\r\n"); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}

func TestNextRequestOfAConnectionIsRoutedAnew(t *testing.T) {
	r := router.New(router.Own{Handler: app(t, "platform")})
	if err := r.Update([]platform.Route{{Name: "shop", Routing: platform.Routing{Path: "/shop", StripPath: true}, Handler: app(t, "shop")}}); err != nil {
		t.Fatal(err)
	}
	nc, err := net.Dial("tcp", serve(t, r))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	br := bufio.NewReader(nc)
	for range 3 {
		for target, want := range map[string]string{"/shop": "shop / prefix=/shop", "/x": "platform /x prefix="} {
			fmt.Fprintf(nc, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", target)
			res, err := http.ReadResponse(br, nil)
			if err != nil {
				t.Fatal(err)
			}
			if body, _ := io.ReadAll(res.Body); string(body) != want {
				t.Errorf("%s: %q", target, body)
			}
		}
	}
}

// changing is a source whose routes a test replaces.
type changing struct{ routes chan []platform.Route }

func (c *changing) Routes() ([]platform.Route, <-chan struct{}) {
	changed := make(chan struct{})
	routes := <-c.routes
	close(changed) // what comes next is there already, or waited for
	return routes, changed
}

func TestRouterFollowsTheControllerUntilItIsToldToEnd(t *testing.T) {
	r := router.New(router.Own{Handler: app(t, "platform")})
	addr := serve(t, r)
	source := &changing{routes: make(chan []platform.Route)}
	ctx, cancel := context.WithCancel(t.Context())
	followed := make(chan struct{})
	go func() { // ends with ctx
		r.Follow(ctx, source, slog.New(slog.DiscardHandler))
		close(followed)
	}()
	shop := []platform.Route{{Name: "shop", Handler: app(t, "shop")}}
	source.routes <- shop
	source.routes <- nil // taken when shop is routed
	source.routes <- shop
	source.routes <- shop
	if got := ask(t, addr, "shop.localhost", "/", ""); got != "shop / prefix=" {
		t.Error(got)
	}
	cancel()
	for {
		select {
		case source.routes <- nil: // it was waiting for routes already
		case <-followed:
			return
		}
	}
}
