package api_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
)

// connect returns a client of the site.
func (s *site) connect(token string) *api.Client {
	s.Helper()
	c, err := api.NewClient(s.addr, token)
	s.must(err)
	s.Cleanup(c.Close)
	return c
}

func TestClientDoesWhatTheAPIOffers(t *testing.T) {
	s := open(t, required)
	c, ctx := s.connect(s.token(access.Admin)), t.Context()
	if h, err := c.Health(ctx); err != nil || h.Status != "healthy" || h.Version != "test" {
		t.Error(h, err)
	}
	app, err := c.Deploy(ctx, api.Deploy{Name: "shop", Directory: "/srv/shop"})
	if err != nil || app.Name != "shop" || app.Workers != 3 || len(app.URLs) != 2 {
		t.Fatal(app, err)
	}
	workers := 5
	patched, err := c.Patch(ctx, "shop", api.Patch{Workers: &workers}, app.Revision)
	if err != nil || patched.Revision != app.Revision+1 {
		t.Error(patched.Revision, err)
	}
	var refused *api.Refusal
	if _, err := c.Patch(ctx, "shop", api.Patch{Workers: &workers}, app.Revision); !errors.As(err, &refused) || refused.Status != 412 {
		t.Error(err)
	}
	if scaled, err := c.Scale(ctx, "shop", 7); err != nil || scaled.CurrentWorkers != 7 {
		t.Error(scaled, err)
	}
	if back, err := c.Rollback(ctx, "shop", 0); err != nil || back.Version != 1 {
		t.Error(back, err)
	}
	for name, do := range map[string]func(context.Context, string) error{"stop": c.Stop, "start": c.Start, "restart": c.Restart} {
		if err := do(ctx, "shop"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if apps, err := c.Apps(ctx); err != nil || len(apps) != 1 {
		t.Error(apps, err)
	}
	if one, err := c.App(ctx, "shop"); err != nil || one.Workers != 7 {
		t.Error(one, err)
	}
	if stats, err := c.Stats(ctx); err != nil || stats.Apps != 1 {
		t.Error(stats, err)
	}
	if m, err := c.Metrics(ctx, "shop", 5*time.Minute); err != nil || m.Series.RPS[0] != 5 {
		t.Error(m, err)
	}
	if found, err := c.Check(ctx, api.Check{Directory: "/srv/shop"}); err != nil || !found.OK || found.Entry == "" {
		t.Error(found, err)
	}
	if who, err := c.Session(ctx); err != nil || who.Scope != "admin" {
		t.Error(who, err)
	}
	if made, err := c.CreateToken(ctx, api.NewToken{Name: "ci 1/2", Scope: "read"}); err != nil || made.Token == "" {
		t.Error(made, err)
	}
	if list, err := c.Tokens(ctx); err != nil || len(list) != 2 {
		t.Error(list, err)
	}
	if err := c.RevokeToken(ctx, "ci 1/2"); err != nil {
		t.Error(err)
	}
	if err := c.Undeploy(ctx, "shop"); err != nil {
		t.Error(err)
	}
	if err := c.Undeploy(ctx, "shop"); !errors.As(err, &refused) || refused.Status != 404 || err.Error() != "app shop: not found" {
		t.Error(err)
	}
	if err := c.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	<-s.shutdowns
}

func TestClientReadsLogsAndEvents(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	s.printed(line(1, "a"), line(2, "b"))
	s.happened(1, 2)
	c := s.connect("")
	for _, follow := range []bool{false, true} {
		var got []string
		for l, err := range c.Logs(t.Context(), "shop", 2, follow) {
			s.must(err)
			if got = append(got, l.Text); len(got) == 2 {
				break
			}
		}
		for e, err := range c.Events(t.Context(), 1, "", follow) {
			s.must(err)
			got = append(got, e.Message)
			break
		}
		if diff := cmp.Diff([]string{"a", "b", "event 2"}, got); diff != "" {
			t.Errorf("follow %v: %s", follow, diff)
		}
	}
	for _, err := range c.Logs(t.Context(), "none", 2, true) {
		var refused *api.Refusal
		if !errors.As(err, &refused) || refused.Status != 404 {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, err := range c.Events(ctx, 0, "", true) {
		s.must(err) // the end of its context is no error
		cancel()
	}
}

func TestClientSaysHowToStartAPlatform(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	c, err := api.NewClient(addr, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Apps(t.Context())
	var gone *api.Unreachable
	if !errors.As(err, &gone) || !gone.None() || err.Error() != "no platform runs at http://"+addr+"; start one with: rip-server platform" {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Apps(ctx); !errors.Is(err, context.Canceled) || errors.As(err, &gone) {
		t.Error(err)
	}
}

func TestClientSaysWhereATokenIsMissing(t *testing.T) {
	s := open(t, required)
	_, err := s.connect("").Apps(t.Context())
	if err == nil || !strings.Contains(err.Error(), "--token or RIP_TOKEN") {
		t.Error(err)
	}
	_, err = s.connect("rip_x_y").Apps(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not known here") || !strings.Contains(err.Error(), "--token or RIP_TOKEN") {
		t.Error(err)
	}
}

func TestClientTellsWhatIsNoPlatformAndGivesItNoToken(t *testing.T) {
	var told []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = append(told, r.URL.Path+" "+r.Header.Get("Authorization"))
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer other.Close()
	c, err := api.NewClient(other.URL, "rip_a_b")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.Apps(t.Context())
	if err == nil || !strings.Contains(err.Error(), "is that a platform") || len(told) != 1 {
		t.Error(err, told)
	}
}

func TestServersAreNamedInManyWays(t *testing.T) {
	for given, want := range map[string]string{
		"": "http://localhost:3000", "4000": "http://localhost:4000", "box.lan:4000": "http://box.lan:4000", "https://box.lan": "https://box.lan",
		"http://[::1]:3000/": "http://[::1]:3000", "ftp://x": "", "http://": "", "http://x/y": "", "http://a b": "",
	} {
		c, err := api.NewClient(given, "")
		if (err != nil) != (want == "") || err == nil && c.Server() != want {
			t.Errorf("%q: %v, %v", given, c, err)
		}
	}
}

func TestTokenIsFoundWhereItIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("of-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	find := func(given string, environ map[string]string) (string, error) {
		return api.FindToken(given, func(name string) string { return environ[name] })
	}
	both := map[string]string{"RIP_TOKEN": "of-environ", "RIP_TOKEN_FILE": file}
	for want, got := range map[string]func() (string, error){
		"given":      func() (string, error) { return find("given", both) },
		"of-environ": func() (string, error) { return find("", both) },
		"of-file":    func() (string, error) { return find("", map[string]string{"RIP_TOKEN_FILE": file}) },
		"":           func() (string, error) { return find("", nil) },
	} {
		if text, err := got(); text != want || err != nil {
			t.Errorf("%q, %v, want %q", text, err, want)
		}
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := find("", map[string]string{"RIP_TOKEN_FILE": file}); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Error(err)
	}
}
