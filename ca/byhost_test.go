package ca

import (
	"crypto/x509"
	"os"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// portal is a ByHost by a real authority, and the hosts that it has.
type portal struct {
	*ByHost
	home  Home
	hosts map[string]bool
	made  int
	clock *clock
	log   testkit.Buffer
}

func newPortal(t *testing.T) *portal {
	t.Helper()
	home := testHome(t)
	if _, err := Init(home, nil, false, now); err != nil {
		t.Fatal(err)
	}
	p := &portal{home: home, hosts: map[string]bool{}, clock: &clock{now}}
	log := testLogger(&p.log)
	common, err := LiveIssued(home, "localhost", func() Names { return MachineNames(nil, nil) }, p.clock.now, log)
	if err != nil {
		t.Fatal(err)
	}
	p.ByHost = NewByHost(common, HostSource{
		Known: func(host string) bool { return p.hosts[host] },
		Make: func(host string) (*Live, error) {
			p.made++
			return LiveIssued(home, host, func() Names { return Names{DNS: []string{host}} }, p.clock.now, log)
		},
	}, p.clock.now, log)
	return p
}

// shows is the certificate that a client which names host gets, checked against
// the authority that is there now.
func (p *portal) shows(t *testing.T, host string) *x509.Certificate {
	t.Helper()
	cert, err := p.GetCertificate(hello(host))
	if err != nil {
		t.Fatal(err)
	}
	authority, err := Load(p.home)
	if err != nil {
		t.Fatal(err)
	}
	if err := cert.Leaf.CheckSignatureFrom(authority.Root); err != nil {
		t.Errorf("%s: %v", host, err)
	}
	return cert.Leaf
}

func TestHostHasACertificateOfItsOwnWhileItIsKnown(t *testing.T) {
	p := newPortal(t)
	if leaf := p.shows(t, "shop.localhost"); leaf.VerifyHostname("shop.localhost") == nil || p.made != 0 {
		t.Error("a stranger had a certificate made")
	}
	p.hosts["shop.localhost"] = true
	first := p.shows(t, "Shop.localhost.")
	if err := first.VerifyHostname("shop.localhost"); err != nil || len(first.DNSNames) != 1 {
		t.Errorf("%v, %v", first.DNSNames, err)
	}
	if !p.shows(t, "shop.localhost").Equal(first) || p.made != 1 {
		t.Error("it is made anew for each client")
	}
	for _, host := range []string{"", "localhost"} {
		if err := p.shows(t, host).VerifyHostname("127.0.0.1"); err != nil {
			t.Errorf("%q: %v", host, err)
		}
	}
	delete(p.hosts, "shop.localhost")
	if p.shows(t, "shop.localhost").Equal(first) {
		t.Error("an app that is gone is served still")
	}
	p.hosts["blog.localhost"] = true
	if p.shows(t, "blog.localhost"); len(p.ByHost.hosts) != 1 {
		t.Errorf("%d certificates are kept for one host", len(p.ByHost.hosts))
	}
}

func TestCertificatesOfHostsFollowTheAuthority(t *testing.T) {
	p := newPortal(t)
	p.hosts["shop.localhost"] = true
	first := p.shows(t, "shop.localhost")
	if _, err := Init(p.home, nil, true, now); err != nil {
		t.Fatal(err)
	}
	if err := p.Reload(); err != nil {
		t.Fatal(err)
	}
	second := p.shows(t, "shop.localhost")
	if p.shows(t, "localhost"); second.Equal(first) {
		t.Error("the old authority's certificate is shown")
	}
	p.clock.advance(leafLife - renewBefore + time.Hour)
	if p.shows(t, "shop.localhost").Equal(second) {
		t.Error("it is not renewed")
	}
	if kept, err := os.ReadDir(p.home.path(certificatesDir)); err == nil {
		t.Errorf("%d certificates are on disk", len(kept))
	}
}

func TestHostThatTheAuthorityMayNotSignForGetsTheCommonCertificate(t *testing.T) {
	p := newPortal(t)
	p.hosts["shop.example.com"] = true
	for range 3 {
		if p.shows(t, "shop.example.com").VerifyHostname("localhost") != nil {
			t.Error("another certificate than the common one")
		}
	}
	if !p.log.Contains("rip-server ca init --force --host shop.example.com") || p.made != 1 {
		t.Errorf("tried %d times: %s", p.made, p.log.String())
	}
	if _, err := Init(p.home, []string{"shop.example.com"}, true, now); err != nil {
		t.Fatal(err)
	}
	p.clock.advance(hostAgain)
	if err := p.shows(t, "shop.example.com").VerifyHostname("shop.example.com"); err != nil {
		t.Error(err)
	}
}
