package acme

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/internal/testkit"
)

func TestCertificatesAreGotByEitherProof(t *testing.T) {
	for name, only := range map[string]func(*Keeper, *Entrance){
		"over HTTP":        func(_ *Keeper, at *Entrance) { at.HTTPSPort = 0 },
		"in the handshake": func(_ *Keeper, at *Entrance) { at.HTTPPort = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shop, www := unique("shop"), unique("www")
			s := newSite(t)
			p := testkit.StartPebble(t, s.ports())
			s.serve(s.by(p, shop, www), only)
			s.gets(shop, p.Roots())
			s.gets(www, p.Roots())
			if missing := s.keeper.Missing(); len(missing) > 0 {
				t.Errorf("%v are missing", missing)
			}
		})
	}
}

// A real certificate of a minute, renewed after three seconds of it, while
// clients shake hands without a pause.
func TestCertificatesAreRenewedUnderLoadWithoutAFailedHandshake(t *testing.T) {
	t.Parallel()
	name := unique("shop")
	s := newSite(t)
	ports := s.ports()
	ports.Lifetime = time.Minute
	p := testkit.StartPebble(t, ports)
	o := s.by(p, name)
	o.CheckEvery, o.Renew = 50*time.Millisecond, 0.95
	s.serve(o)
	s.gets(name, p.Roots())
	var (
		clients sync.WaitGroup
		over    atomic.Bool
		serials sync.Map
	)
	for range 3 {
		clients.Go(func() { // ends with over
			for !over.Load() {
				state := s.shows(name)
				if state == nil {
					t.Error("a handshake failed")
					return
				}
				leaf := state.PeerCertificates[0]
				if serials.Store(leaf.SerialNumber.String(), true); time.Now().After(leaf.NotAfter.Add(time.Second)) {
					t.Errorf("a certificate that ended %s is shown", leaf.NotAfter)
				}
			}
		})
	}
	seen := func() (n int) { serials.Range(func(any, any) bool { n++; return true }); return n }
	testkit.Eventually(t, "a renewal", func() bool { return seen() > 1 || t.Failed() })
	over.Store(true)
	clients.Wait()
}

func TestCertificateOnDiskIsServedWhileTheAuthorityIsDown(t *testing.T) {
	t.Parallel()
	shop, fresh := unique("shop"), unique("new")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	s.serve(s.by(p, shop))
	roots := p.Roots()
	s.gets(shop, roots)
	p.Stop()
	s = s.again()
	s.serve(s.by(p, shop, fresh))
	if s.shows(shop) == nil {
		t.Fatal("the certificate is not served from the start")
	}
	s.gets(shop, roots)
	testkit.Eventually(t, "the reason", func() bool { return s.log.Contains("the authority cannot be reached from here") })
	if missing := s.keeper.Missing(); len(missing) != 1 || missing[0] != fresh {
		t.Errorf("%v are missing", missing)
	}
}

func TestServersThatShareStateGetOneCertificate(t *testing.T) {
	t.Parallel()
	shared := unique("shared")
	one := newSite(t)
	p := testkit.StartPebble(t, one.ports())
	two := newSite(t)
	two.home = one.home
	one.serve(one.by(p, shared))
	two.serve(two.by(p, shared))
	first := one.gets(shared, p.Roots()).PeerCertificates[0]
	second := two.gets(shared, p.Roots()).PeerCertificates[0]
	if !first.Equal(second) {
		t.Error("each has its own")
	}
}

func TestOneWrongNameKeepsNoOtherFromItsCertificate(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	wrong := "shop." + testkit.Nowhere
	s.serve(s.by(p, shop, wrong))
	s.gets(shop, p.Roots())
	testkit.Eventually(t, "what to do", func() bool {
		return s.log.Contains(wrong + " must be reached from outside on port 80 or 443")
	})
	// Who asks for it gets the first one, as any name that we do not know.
	if state := s.shows(wrong); state == nil || state.PeerCertificates[0].DNSNames[0] != shop {
		t.Errorf("%s gets %v", wrong, state)
	}
}

// After a failure the next attempt is a minute later: longer than this test.
func TestReloadTriesAgainAtOnce(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	var mended atomic.Bool
	o := s.by(p, shop)
	s.serve(o, func(k *Keeper, at *Entrance) { at.HTTPSPort = 0; s.closed = func() bool { return !mended.Load() } })
	testkit.Eventually(t, "a failure", func() bool { return s.log.Contains("no certificate yet") })
	if s.shows(shop) != nil {
		t.Error("a certificate from nowhere")
	}
	mended.Store(true)
	if err := s.keeper.Reload(); err != nil {
		t.Fatal(err)
	}
	s.gets(shop, p.Roots())
	if err := s.keeper.Reload(); err != nil || strings.Count(s.log.String(), `msg="got a certificate"`) != 1 {
		t.Errorf("reload gets another one, %v", err)
	}
}

func TestNobodyElseCanReadKeysAndAccounts(t *testing.T) {
	t.Parallel()
	shop, www := unique("shop"), unique("www")
	s := newSite(t)
	p := testkit.StartPebble(t, s.ports())
	s.serve(s.by(p, shop))
	s.gets(shop, p.Roots())
	dir, err := s.home.Dir(folder)
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	err = filepath.WalkDir(filepath.Dir(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".key" {
			keys++
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		return err
	})
	if err != nil || keys != 2 { // of the certificate and of the account
		t.Errorf("%d keys, %v", keys, err)
	}
	if chain, err := Stored(s.home, p.Directory, shop); err != nil || len(chain) != 2 || chain[0].DNSNames[0] != shop {
		t.Errorf("stored: %v, %v", chain, err)
	}
	if _, err := Stored(s.home, p.Directory, www); !os.IsNotExist(err) {
		t.Errorf("not stored: %v", err)
	}
}

func TestStateThatOthersCouldTouchIsRefused(t *testing.T) {
	for want, spoil := range map[string]func(string) error{
		"chmod go-rwx":       func(dir string) error { return os.Chmod(dir, 0o755) },
		"is not a directory": func(dir string) error { return errors.Join(os.Remove(dir), os.Symlink(t.TempDir(), dir)) },
	} {
		home, err := ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")})
		if err != nil {
			t.Fatal(err)
		}
		dir, err := home.Dir(folder)
		if err := errors.Join(err, spoil(dir)); err != nil {
			t.Fatal(err)
		}
		k, err := New(Options{Domains: []string{"shop.example.com"}, Authority: "letsencrypt-staging", Home: home, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Start(Entrance{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("start: %v, want %q", err, want)
		}
	}
}

// Only what an authority was asked to look for is answered, for our names only.
func TestChallengesAreAnsweredForOwnNamesOnly(t *testing.T) {
	k := &Keeper{attempts: map[string]*attempt{"shop.example.com": {}}}
	for _, host := range []string{"shop.example.com", "SHOP.example.com", "other.example.com", ""} {
		if proof, known := k.Challenge(host, "/.well-known/acme-challenge/x"); known {
			t.Errorf("%q: %q", host, proof)
		}
	}
}
