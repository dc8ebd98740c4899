package api_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform/api"
)

func TestClientBelievesWhomItIsToldToAndSaysWhatToDoElse(t *testing.T) {
	health := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`{"status":"healthy"}`)) })
	secure := httptest.NewTLSServer(health)
	defer secure.Close()
	plain := httptest.NewServer(health)
	defer plain.Close()
	sends := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secure.URL+r.URL.Path, http.StatusPermanentRedirect)
	}))
	defer sends.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	for _, c := range []struct {
		server string
		roots  *x509.CertPool
		want   string // part of the error; "" is none
	}{
		{secure.URL, roots, ""},
		{secure.URL, x509.NewCertPool(), "have this machine trust who signed its certificate"},
		{strings.Replace(secure.URL, "127.0.0.1", "localhost", 1), roots, "name it as its certificate does"},
		{strings.Replace(plain.URL, "http:", "https:", 1), roots, "begin the address with http://"},
		{sends.URL, roots, "sends clients on; give " + secure.URL + " instead"},
	} {
		client, err := api.NewClient(c.server, "")
		if err != nil {
			t.Fatal(err)
		}
		client.Trust(c.roots)
		_, err = client.Health(t.Context())
		client.Close()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.server, err, c.want)
		}
	}
}
