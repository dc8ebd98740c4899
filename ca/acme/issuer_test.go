package acme

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/caddyserver/certmagic"

	"github.com/rip-server/rip-server/internal/testkit"
)

// Two names are asked for at the same time, and one finds the folder of the
// account that is being made for the other. Not parallel, so that it comes before
// tests that have an address, which certmagic keeps for all of the process.
func TestUnfinishedAccountIsNotTakenForAnAddress(t *testing.T) {
	shop := unique("shop")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	dir, err := s.home.Dir(folder)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := authorityOf(p.Directory)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "acme", certmagic.StorageKeys.Safe(issuerKey(authority)), "users", "default"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.serve(s.by(p, shop))
	s.gets(shop, p.Roots())
}

func TestAddressIsToldToTheAuthority(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	o := s.by(p, shop)
	o.Email = "Ada@example.com"
	s.serve(o)
	s.gets(shop, p.Roots())
	if !s.log.Contains("contact=[mailto:ada@example.com]") {
		t.Error("the account has another address, or none")
	}
}

// The account is another one then, which did not get the certificate.
func TestCertificateIsRenewedAfterAChangeOfAddress(t *testing.T) {
	t.Parallel()
	name := unique("shop")
	s := newSite(t)
	ports := s.ports()
	ports.Lifetime = time.Minute
	p := testkit.StartPebble(t, ports)
	s.serve(s.by(p, name))
	old := s.gets(name, p.Roots()).PeerCertificates[0]
	s = s.again()
	o := s.by(p, name)
	o.Email, o.CheckEvery, o.Renew = "ada@example.com", 50*time.Millisecond, 0.95
	s.serve(o)
	testkit.Eventually(t, "a renewal", func() bool {
		state := s.shows(name)
		return state != nil && !state.PeerCertificates[0].Equal(old)
	})
}
