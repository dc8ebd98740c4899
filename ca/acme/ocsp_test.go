package acme

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// A responder of the authority's own says that every certificate is good.
func TestResponseOfTheAuthoritysResponderIsStapled(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	var p *testkit.Pebble
	responder := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		request, err := ocsp.ParseRequest(body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		issuer, key := intermediate(t, p)
		answer, err := ocsp.CreateResponse(issuer, issuer, ocsp.Response{
			Status: ocsp.Good, SerialNumber: request.SerialNumber, ThisUpdate: time.Now(), NextUpdate: time.Now().Add(time.Hour),
		}, key)
		if err != nil {
			t.Error(err)
		}
		w.Write(answer)
	}))
	t.Cleanup(responder.Close)
	ports := s.ports()
	ports.OCSP = responder.URL
	p = testkit.StartPebble(t, ports)
	s.serve(s.by(p, shop))
	state := s.gets(shop, p.Roots())
	issuer, _ := intermediate(t, p)
	if answer, err := ocsp.ParseResponseForCert(state.OCSPResponse, state.PeerCertificates[0], issuer); err != nil || answer.Status != ocsp.Good {
		t.Errorf("%d bytes are stapled: %v", len(state.OCSPResponse), err)
	}
}

// intermediate is who signs p's certificates.
func intermediate(t *testing.T, p *testkit.Pebble) (*x509.Certificate, *rsa.PrivateKey) {
	block, _ := pem.Decode(p.Get("/intermediates/0"))
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Error(err)
	}
	block, _ = pem.Decode(p.Get("/intermediate-keys/0"))
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Error(err)
	}
	return cert, key
}
