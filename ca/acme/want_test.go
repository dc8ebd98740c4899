package acme

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// Hosts come and go while a platform runs; which are wanted is its to say, and
// nobody else's.
func TestWantedNamesGetCertificatesAndOthersDoNot(t *testing.T) {
	t.Parallel()
	own, shop, blog, stranger := unique("own"), unique("shop"), unique("blog"), unique("stranger")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	s.serve(s.by(p, own))
	s.gets(own, p.Roots())
	if s.keeper.Want([]string{shop}); s.shows(stranger) == nil {
		t.Error("a stranger's handshake is not answered at all")
	}
	first := s.gets(shop, p.Roots()).PeerCertificates[0]
	s.keeper.Want([]string{shop, blog})
	s.gets(blog, p.Roots())
	if !s.gets(shop, p.Roots()).PeerCertificates[0].Equal(first) {
		t.Error("what was wanted before is got anew")
	}
	s.keeper.Want([]string{blog})
	if s.shows(shop).PeerCertificates[0].VerifyHostname(own) != nil {
		t.Error("a name that is not wanted any more is served still")
	}
	s.keeper.Want([]string{shop})
	if !s.gets(shop, p.Roots()).PeerCertificates[0].Equal(first) {
		t.Error("what is on disk is got anew")
	}
	if s.log.Contains("name=" + stranger) {
		t.Error("a stranger had a certificate asked for")
	}
	if n := strings.Count(s.log.String(), `msg="got a certificate"`); n != 3 {
		t.Errorf("%d certificates were got for three names", n)
	}
}

// A name that nobody can prove is given up at once when it is not wanted.
func TestAttemptsForANameEndWhenItIsNotWanted(t *testing.T) {
	t.Parallel()
	own, wrong := unique("own"), unique("shop")+"."+testkit.Nowhere
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	s.serve(s.by(p, own))
	s.gets(own, p.Roots())
	s.keeper.Want([]string{wrong})
	testkit.Eventually(t, "a failure", func() bool { return s.log.Contains("no certificate yet") })
	if missing := s.keeper.Missing(); len(missing) != 1 || missing[0] != wrong {
		t.Errorf("%v are missing", missing)
	}
	s.keeper.Want(nil)
	if missing := s.keeper.Missing(); len(missing) > 0 {
		t.Errorf("%v are looked after still", missing)
	}
}
