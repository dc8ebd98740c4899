package acme

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
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
	end           func()      // of what serve has begun
}

// newSite opens the ports; serve answers there.
func newSite(t *testing.T) *site {
	t.Helper()
	home, err := ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")})
	if err != nil {
		t.Fatal(err)
	}
	return openSite(t, home, "127.0.0.1:0", "127.0.0.1:0")
}

func openSite(t *testing.T, home ca.Home, plain, secure string) *site {
	t.Helper()
	s := &site{T: t, home: home, end: func() {}}
	var errs [2]error
	s.plain, errs[0] = net.Listen("tcp", plain)
	s.secure, errs[1] = net.Listen("tcp", secure)
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return s
}

// again is the same site after its server has ended: its ports and its state.
func (s *site) again() *site {
	s.Helper()
	s.end()
	return openSite(s.T, s.home, s.plain.Addr().String(), s.secure.Addr().String())
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
	s.end = sync.OnceFunc(func() {
		s.keeper.Stop()
		plain.Close()
		secure.Close()
	})
	s.Cleanup(func() {
		s.end()
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

// unique is a name that no other test uses: certmagic keeps proofs under way,
// and renewals that failed, by name for all of the process.
func unique(label string) string {
	return fmt.Sprintf("%s%d.example.com", label, time.Now().UnixNano())
}
