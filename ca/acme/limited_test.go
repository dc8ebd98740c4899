package acme

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// An authority that has had enough is left alone for a minute at least, and its
// own words are passed on.
func TestAuthorityThatHasHadEnoughIsLeftAlone(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	var orders atomic.Int64
	var server *httptest.Server
	server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Replay-Nonce", "once")
		switch r.URL.Path {
		case "/dir":
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"newNonce":%[1]q,"newAccount":%[2]q,"newOrder":%[2]q}`, server.URL+"/nonce", server.URL+"/account")
		case "/account":
			orders.Add(1)
			w.Header().Set("Content-Type", "application/problem+json")
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"type":"urn:ietf:params:acme:error:rateLimited","status":429,"detail":"too many registrations, retry after 03:00"}`)
		}
	}))
	t.Cleanup(server.Close)
	root := filepath.Join(t.TempDir(), "root.pem")
	testkit.WriteFile(t, root, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})))
	s.serve(Options{Domains: []string{shop}, Authority: server.URL + "/dir", Roots: []string{root}, Home: s.home, Logger: testLogger(&s.log)})
	testkit.Eventually(t, "its words", func() bool { return s.log.Contains(`err="too many registrations, retry after 03:00"`) })
	if !s.log.Contains("--acme-ca=letsencrypt-staging") || !s.log.Contains("retrying_in=1m") {
		t.Error("the log does not say what to do, or when the next attempt is")
	}
	if n := orders.Load(); n != 1 {
		t.Errorf("it was asked %d times", n)
	}
}
