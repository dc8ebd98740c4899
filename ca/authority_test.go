package ca

import (
	"crypto/x509"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is when the tests happen.
var now = time.Date(2031, 3, 14, 12, 0, 0, 0, time.UTC)

func testHome(t testing.TB) Home {
	t.Helper()
	home, err := HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")})
	if err != nil {
		t.Fatal(err)
	}
	return home
}

func testAuthority(t testing.TB, hosts ...string) *Authority {
	t.Helper()
	a, err := Init(testHome(t), hosts, false, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// believes is whether a client that trusts the authority takes cert for host.
func believes(a *Authority, cert *x509.Certificate, host string, at time.Time) error {
	roots := x509.NewCertPool()
	roots.AddCert(a.Root)
	_, err := cert.Verify(x509.VerifyOptions{Roots: roots, DNSName: host, CurrentTime: at})
	return err
}

func TestRootIsWhatTheDocumentationSays(t *testing.T) {
	root := testAuthority(t).Root
	if root.Subject.CommonName != "Rip Server Development CA" || root.NotAfter.Sub(root.NotBefore) != 731*24*time.Hour {
		t.Errorf("%s, for %s", root.Subject.CommonName, root.NotAfter.Sub(root.NotBefore))
	}
	if !root.IsCA || !root.MaxPathLenZero || !root.PermittedDNSDomainsCritical {
		t.Errorf("CA %v, path length 0 %v, critical %v", root.IsCA, root.MaxPathLenZero, root.PermittedDNSDomainsCritical)
	}
}

func TestLeafIsBelievedForTheAppsNames(t *testing.T) {
	a := testAuthority(t, "*.dev.example.com", "192.0.2.7")
	lan := []netip.Addr{netip.MustParseAddr("192.168.1.5")}
	leaf, err := a.Leaf("shop", AppNames("shop", "0.0.0.0", lan), now)
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{
		"localhost", "shop.localhost", "api.shop.localhost", "shop.test", "127.0.0.1", "::1", "192.168.1.5",
		"dev.example.com", "a.dev.example.com", "192.0.2.7",
	} {
		if err := believes(a, leaf.Leaf, host, now); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if err := believes(a, leaf.Leaf, "example.com", now); err == nil {
		t.Error("it is believed for another host")
	}
}

// A thief of the key signs what he likes; clients must not believe it.
func TestStolenKeyCannotSignForTheRestOfTheWeb(t *testing.T) {
	a := testAuthority(t, "dev.example.com")
	for _, names := range []Names{
		{DNS: []string{"example.com"}},
		{DNS: []string{"www.google.com"}},
		{DNS: []string{"notlocalhost"}},
		{DNS: []string{"localhost", "github.com"}},
		{IPs: []netip.Addr{netip.MustParseAddr("8.8.8.8")}},
		{IPs: []netip.Addr{netip.MustParseAddr("2001:db8::1")}},
	} {
		stolen, err := sign(leafTemplate("evil", names, now, now.Add(time.Hour)), a)
		if err != nil {
			t.Fatal(err)
		}
		if err := believes(a, stolen.cert, "", now); err == nil {
			t.Errorf("believed for %v", names)
		}
	}
	intermediate := leafTemplate("localhost", Names{}, now, now.Add(time.Hour))
	intermediate.IsCA, intermediate.KeyUsage = true, x509.KeyUsageCertSign
	sub, err := sign(intermediate, a)
	if err != nil {
		t.Fatal(err)
	}
	under, err := sign(leafTemplate("localhost", Names{DNS: []string{"localhost"}}, now, now.Add(time.Hour)), &Authority{Root: sub.cert, key: sub.key})
	if err != nil {
		t.Fatal(err)
	}
	roots, others := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(a.Root)
	others.AddCert(sub.cert)
	if _, err := under.cert.Verify(x509.VerifyOptions{Roots: roots, Intermediates: others, CurrentTime: now}); err == nil {
		t.Error("an authority below the root is believed")
	}
}

func TestInitRefusesToOverwriteWithoutForce(t *testing.T) {
	a := testAuthority(t)
	if _, err := Init(a.home, nil, false, now); !errors.Is(err, ErrExists) {
		t.Errorf("the second init: %v", err)
	}
	b, err := Init(a.home, nil, true, now)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(a.home)
	if err != nil || !loaded.Root.Equal(b.Root) || loaded.Root.Equal(a.Root) {
		t.Errorf("after init --force: %v", err)
	}
}

func TestInitRefusesHostsOfOtherPeople(t *testing.T) {
	for host, want := range map[string]string{
		"com": "belongs to everyone", "co.uk": "belongs to everyone", "*.com": "belongs to everyone",
		"": "neither a host name", "a b": "neither a host name", "https://x.test": "neither a host name", "x..y": "neither a host name",
	} {
		_, err := Init(testHome(t), []string{host}, false, now)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", host, err)
		}
	}
	a := testAuthority(t, "Dev.Example.com.", "192.0.2.7", "2001:db8::7")
	if got := strings.Join(a.Hosts(), " "); got != "dev.example.com 192.0.2.7 2001:db8::7" {
		t.Errorf("hosts: %s", got)
	}
}

func TestLeafIsKeptUntilItIsNoLongerGood(t *testing.T) {
	a := testAuthority(t)
	leaf := func(names Names, at time.Time) string {
		t.Helper()
		cert, err := a.Leaf("shop", names, at)
		if err != nil {
			t.Fatal(err)
		}
		return Fingerprint(cert.Leaf)
	}
	names := AppNames("shop", "", nil)
	first := leaf(names, now)
	if leaf(names, now.Add(59*24*time.Hour)) != first {
		t.Error("made anew though it had a month to go")
	}
	renewed := leaf(names, now.Add(61*24*time.Hour))
	if renewed == first {
		t.Error("not renewed a month before its end")
	}
	moved := leaf(AppNames("shop", "", []netip.Addr{netip.MustParseAddr("10.1.2.3")}), now)
	if moved == renewed {
		t.Error("not made anew for a new address")
	}
	testWrite(t, a.home.path(certificatesDir, "shop.pem"), "garbage")
	if leaf(names, now) == moved {
		t.Error("a damaged one was kept")
	}
	var err error
	if a, err = Init(a.home, nil, true, now); err != nil {
		t.Fatal(err)
	}
	cert, err := a.Leaf("shop", names, now)
	if err != nil || believes(a, cert.Leaf, "localhost", now) != nil {
		t.Errorf("the one of the old authority was kept: %v", err)
	}
}

func TestLeafNeverOutlivesItsAuthority(t *testing.T) {
	a := testAuthority(t)
	late := a.Root.NotAfter.Add(-24 * time.Hour)
	first, err := a.Leaf("shop", AppNames("shop", "", nil), late)
	if err != nil || !first.Leaf.NotAfter.Equal(a.Root.NotAfter) {
		t.Fatalf("%v, until %s", err, first.Leaf.NotAfter)
	}
	if again, err := a.Leaf("shop", AppNames("shop", "", nil), late.Add(time.Hour)); err != nil || !again.Leaf.Equal(first.Leaf) {
		t.Errorf("made anew each time, though no better one can be had: %v", err)
	}
	if _, err := a.Leaf("shop", AppNames("shop", "", nil), a.Root.NotAfter.Add(time.Hour)); err == nil || !strings.Contains(err.Error(), "ca init --force") {
		t.Errorf("after its end: %v", err)
	}
}

func TestDamagedAuthoritySaysWhatToDo(t *testing.T) {
	a := testAuthority(t)
	b := testAuthority(t)
	foreign, err := os.ReadFile(b.home.path(authorityDir, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func() error{
		"another key": func() error { return os.WriteFile(a.home.path(authorityDir, keyFile), foreign, 0o600) },
		"no key":      func() error { return os.Remove(a.home.path(authorityDir, keyFile)) },
		"no PEM":      func() error { return os.WriteFile(a.home.path(authorityDir, rootFile), []byte("x"), 0o600) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(a.home); err == nil || errors.Is(err, ErrNone) || !strings.Contains(err.Error(), "ca init --force") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestListAndCleanKnowEveryCertificate(t *testing.T) {
	a := testAuthority(t)
	for _, app := range []string{"shop", "blog"} {
		if _, err := a.Leaf(app, AppNames(app, "", nil), now); err != nil {
			t.Fatal(err)
		}
	}
	testWrite(t, a.home.path(certificatesDir, "bad.pem"), "x")
	list, err := List(a.home, now.Add(91*24*time.Hour))
	if err != nil || len(list) != 3 || list[0].Name != "bad" || list[0].Problem == "" || list[2].Problem != "it has expired" {
		t.Errorf("%v, %+v", err, list)
	}
	if removed, err := Clean(a.home); err != nil || strings.Join(removed, " ") != "bad blog shop" {
		t.Errorf("removed %v, %v", removed, err)
	}
	if list, err := List(a.home, now); err != nil || len(list) > 0 {
		t.Errorf("left: %v, %v", list, err)
	}
	if list, err := List(testHome(t), now); err != nil || len(list) > 0 {
		t.Errorf("of nothing: %v, %v", list, err)
	}
}

func testWrite(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
