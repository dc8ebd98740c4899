package appserver_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/ca/acme"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/lb"
)

// public is an app whose certificates come from an authority that finds it on
// its two ports.
type public struct {
	*served
	name   string
	secure string // address of the port for HTTPS
	pebble *testkit.Pebble
}

// servePublic serves an app as name, with certificates that live so long.
func servePublic(t *testing.T, name string, lifetime time.Duration) *public {
	t.Helper()
	var ports [2][]net.Listener
	for i := range ports {
		var err error
		if ports[i], err = lb.Listen("127.0.0.1", 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	at := acme.Entrance{Host: "127.0.0.1", HTTPPort: portOf(ports[0][0]), HTTPSPort: portOf(ports[1][0])}
	p := testkit.StartPebble(t, testkit.PebbleOptions{HTTPPort: at.HTTPPort, TLSPort: at.HTTPSPort, Lifetime: lifetime})
	entry := filepath.Join(t.TempDir(), "index.ts")
	testkit.WriteFile(t, entry, `export default () => new Response("public")`)
	s := &served{TB: t, entry: entry}
	opts := s.options(func(set *setup) { set.RedirectHTTP = true })
	home, err := ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")})
	if err != nil {
		t.Fatal(err)
	}
	keeper, err := acme.New(acme.Options{
		Domains: []string{name}, Authority: p.Directory, Roots: []string{p.RootFile}, Home: home,
		Logger: opts.Logger, CheckEvery: 50 * time.Millisecond, Renew: 0.95,
	})
	if err != nil {
		t.Fatal(err)
	}
	opts.Certificates, opts.Challenge = keeper, keeper.Challenge
	if err := keeper.Start(at); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(keeper.Stop)
	s.start(opts, ports[0]).ServeTLS(ports[1], "127.0.0.1")
	s.ready()
	testkit.Eventually(t, "a certificate", func() bool { return len(keeper.Missing()) == 0 })
	return &public{s, name, ports[1][0].Addr().String(), p}
}

func portOf(ln net.Listener) int { return ln.Addr().(*net.TCPAddr).Port }

// client connects anew for each request, whatever the name leads to.
func (p *public) client() *http.Client {
	dial := net.Dialer{Timeout: patience}
	return &http.Client{Timeout: patience, Transport: &http.Transport{
		DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: p.pebble.Roots(), ServerName: p.name},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dial.DialContext(ctx, network, p.secure)
		},
	}}
}

// Each proof is looked for on the port that it belongs to: over HTTP before the
// redirect, and in the handshake.
func TestAuthorityFindsItsProofOnThePortsOfAnApp(t *testing.T) {
	p := servePublic(t, "shop.example.com", 0)
	resp, err := p.client().Get("https://shop.example.com/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "public" {
		t.Errorf("%q, %v", body, err)
	}
	// The app is not asked for what the authority has not been told.
	answer := p.send("GET", "/.well-known/acme-challenge/x", "")
	if answer.Status != 308 || !strings.HasPrefix(answer.Header.Get("Location"), "https://") {
		t.Errorf("%d to %q", answer.Status, answer.Header.Get("Location"))
	}
}

// A certificate of a minute, renewed after three seconds of it: meanwhile each request is on a
// connection of its own and checks what it is shown.
func TestNoRequestFailsWhileCertificatesAreRenewed(t *testing.T) {
	if testing.Short() {
		t.Skip("a certificate must grow old; the short story of it is in ca/acme")
	}
	// certmagic remembers failed renewals by name, for all of the process.
	p := servePublic(t, fmt.Sprintf("shop%d.example.com", time.Now().UnixNano()), time.Minute)
	var (
		clients  sync.WaitGroup
		over     atomic.Bool
		requests atomic.Int64
		serials  sync.Map
	)
	for range 4 {
		client := p.client()
		clients.Go(func() { // ends with over
			for !over.Load() && !t.Failed() {
				resp, err := client.Get("https://" + p.name + "/")
				if err != nil {
					t.Errorf("after %d requests: %v", requests.Load(), err)
					return
				}
				io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if requests.Add(1); resp.StatusCode != 200 {
					t.Errorf("%d", resp.StatusCode)
				}
				serials.Store(resp.TLS.PeerCertificates[0].SerialNumber.String(), true)
			}
		})
	}
	seen := func() (n int) { serials.Range(func(any, any) bool { n++; return true }); return n }
	testkit.Eventually(t, "a renewal", func() bool { return seen() > 1 || t.Failed() })
	after := requests.Load()
	testkit.Eventually(t, "more requests", func() bool { return requests.Load() > after+50 || t.Failed() })
	over.Store(true)
	clients.Wait()
	t.Logf("%d requests, %d certificates", requests.Load(), seen())
}
