package ca

import (
	"crypto/tls"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// clock is a time that a test moves.
type clock struct{ time.Time }

func (c *clock) now() time.Time                 { return c.Time }
func (c *clock) advance(d time.Duration)        { c.Time = c.Add(d) }
func testLogger(b *testkit.Buffer) *slog.Logger { return slog.New(slog.NewTextHandler(b, nil)) }

// serial is the certificate that a client which names host gets.
func serial(t testing.TB, l *Live, host string) string {
	t.Helper()
	cert, err := l.GetCertificate(hello(host))
	if err != nil {
		t.Fatal(err)
	}
	return cert.Leaf.SerialNumber.String()
}

// hello is what a client of today says.
func hello(host string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{
		ServerName: host, SupportedVersions: []uint16{tls.VersionTLS13},
		SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256},
	}
}

func TestServerNameChoosesAmongCertificates(t *testing.T) {
	dir := t.TempDir()
	a, b := selfSigned(t, "a.test"), selfSigned(t, "b.test")
	cert, key := ownFiles(t, dir, "a", a)
	cert2, key2 := ownFiles(t, dir, "b", b)
	live, err := LiveFiles([]string{cert, key, cert2, key2}, func() time.Time { return now }, testLogger(&testkit.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]signed{"a.test": a, "b.test": b, "c.test": a, "": a} {
		if got := serial(t, live, host); got != want.cert.SerialNumber.String() {
			t.Errorf("%q got another certificate", host)
		}
	}
}

func TestChangedFilesAreReadWithinASecondAndBrokenOnesAreNot(t *testing.T) {
	dir, c, log := t.TempDir(), &clock{now}, &testkit.Buffer{}
	first, second := selfSigned(t, "a.test"), selfSigned(t, "a.test")
	cert, key := ownFiles(t, dir, "a", first)
	live, err := LiveFiles([]string{cert, key}, c.now, testLogger(log))
	if err != nil {
		t.Fatal(err)
	}
	want := func(what string, s signed) {
		t.Helper()
		if serial(t, live, "a.test") != s.cert.SerialNumber.String() {
			t.Errorf("%s: another certificate", what)
		}
	}
	want("at first", first)
	replace := func(path, text string) { testkit.WriteFile(t, path, text) }
	replace(cert, string(certPEM(second.cert)))
	want("before a second is over", first)
	c.advance(time.Second)
	want("with half of the new pair", first)
	if !log.Contains("the old one stays") || !log.Contains("belongs to none") {
		t.Errorf("the log does not say why: %s", log)
	}
	text, _ := keyPEM(second.key)
	replace(key, string(text))
	c.advance(time.Second)
	want("with the whole new pair", second)
	os.Remove(key)
	c.advance(time.Second)
	want("with the key gone", second)
	if err := live.Reload(); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("reload: %v", err)
	}
	want("after a failed reload", second)
}

func TestDevelopmentCertificateFollowsAuthorityAddressesAndTime(t *testing.T) {
	a, c := testAuthority(t), &clock{now}
	names := AppNames("shop", "", nil)
	live, err := LiveDev(a.home, "shop", func() Names { return names }, c.now, testLogger(&testkit.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	first := serial(t, live, "localhost")
	step := func(what string, d time.Duration, changes bool) {
		t.Helper()
		c.advance(d)
		next := serial(t, live, "localhost")
		if (next != first) != changes {
			t.Errorf("%s: changed %v", what, next != first)
		}
		first = next
	}
	step("a minute later", time.Minute, false)
	names = AppNames("shop", "", []netip.Addr{netip.MustParseAddr("10.0.0.9")})
	step("in another network", time.Minute, true)
	step("near its end", 61*24*time.Hour, true)
	if _, err := Init(a.home, nil, true, c.Time); err != nil {
		t.Fatal(err)
	}
	step("with another authority", time.Minute, true)
	if err := os.RemoveAll(a.home.dir); err != nil {
		t.Fatal(err)
	}
	step("without an authority", time.Minute, false)
}

func TestQuickCertificateStaysUntilItMustBeRenewed(t *testing.T) {
	c := &clock{now}
	live, err := LiveQuick("shop", AppNames("shop", "", nil), c.now, testLogger(&testkit.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	first := serial(t, live, "shop.localhost")
	if err := live.Reload(); err != nil || serial(t, live, "localhost") != first {
		t.Errorf("reload changes it: %v", err)
	}
	c.advance(61 * 24 * time.Hour)
	if serial(t, live, "localhost") == first {
		t.Error("it runs into its end")
	}
}
