package acme

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/internal/testkit"
)

// site is a server that a Keeper keeps the certificates of: what lb does, in
// little.
type site struct {
	*testing.T
	plain, secure net.Listener
	keeper        *Keeper
	home          ca.Home
	log           testkit.Buffer
	closed        func() bool // HTTP is not answered; nil: it is
}

// newSite opens the ports; serve answers there.
func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{T: t}
	for _, ln := range []*net.Listener{&s.plain, &s.secure} {
		var err error
		if *ln, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if s.home, err = ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) ports() testkit.PebbleOptions {
	return testkit.PebbleOptions{HTTPPort: port(s.plain), TLSPort: port(s.secure)}
}

func port(ln net.Listener) int { return ln.Addr().(*net.TCPAddr).Port }

// by are the options of a Keeper whose certificates come from p.
func (s *site) by(p *testkit.Pebble, domains ...string) Options {
	return Options{
		Domains: domains, Authority: p.Directory, Roots: []string{p.RootFile}, Home: s.home,
		Logger: testLogger(&s.log),
	}
}

func testLogger(to io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// serve starts a Keeper and answers on the ports until the test ends.
func (s *site) serve(o Options, change ...func(*Keeper, *Entrance)) {
	s.Helper()
	var err error
	if s.keeper, err = New(o); err != nil {
		s.Fatal(err)
	}
	at := Entrance{Host: "127.0.0.1", HTTPPort: port(s.plain), HTTPSPort: port(s.secure)}
	for _, f := range change {
		f(s.keeper, &at)
	}
	if err := s.keeper.Start(at); err != nil {
		s.Fatal(err)
	}
	plain := &http.Server{Handler: http.HandlerFunc(s.answer)}
	secure := &http.Server{Handler: http.HandlerFunc(s.answer), ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
	go plain.Serve(s.plain) // both end with Close
	go secure.Serve(tls.NewListener(s.secure, &tls.Config{GetCertificate: s.keeper.GetCertificate, NextProtos: []string{"http/1.1", "acme-tls/1"}}))
	s.Cleanup(func() {
		s.keeper.Stop()
		plain.Close()
		secure.Close()
		if s.Failed() {
			s.Logf("the log:\n%s", s.log.String())
		}
	})
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	if s.closed != nil && s.closed() {
		http.NotFound(w, r)
		return
	}
	if proof, known := s.keeper.Challenge(host, r.URL.Path); known {
		io.WriteString(w, proof)
		return
	}
	http.NotFound(w, r)
}

// shows is the certificate that who asks for a name gets, nil when there is none.
func (s *site) shows(name string) *tls.ConnectionState {
	s.Helper()
	dialer := tls.Dialer{NetDialer: &net.Dialer{Timeout: 10 * time.Second}, Config: &tls.Config{ServerName: name, InsecureSkipVerify: true}}
	conn, err := dialer.DialContext(s.Context(), "tcp", s.secure.Addr().String())
	if err != nil {
		return nil
	}
	defer conn.Close()
	state := conn.(*tls.Conn).ConnectionState()
	return &state
}

// gets waits until there is a certificate for a name, and checks that roots
// sign it.
func (s *site) gets(name string, roots *x509.CertPool) *tls.ConnectionState {
	s.Helper()
	var state *tls.ConnectionState
	testkit.Eventually(s, "a certificate for "+name, func() bool {
		state = s.shows(name)
		return state != nil && state.PeerCertificates[0].VerifyHostname(name) == nil
	})
	verify := x509.VerifyOptions{DNSName: name, Roots: roots, Intermediates: x509.NewCertPool()}
	for _, cert := range state.PeerCertificates[1:] {
		verify.Intermediates.AddCert(cert)
	}
	if _, err := state.PeerCertificates[0].Verify(verify); err != nil {
		s.Fatal(err)
	}
	return state
}
