package testkit

import (
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Pebble is the test authority of Let's Encrypt as a process of its own: it
// speaks ACME and checks for real that a name leads to us.
type Pebble struct {
	Directory string // where its ACME begins
	RootFile  string // what its own HTTPS is signed by, as PEM

	t          testing.TB
	dir        string
	management string
	client     *http.Client
	process    *exec.Cmd
	output     Buffer
}

// PebbleOptions are what an authority is told.
type PebbleOptions struct {
	HTTPPort, TLSPort int           // where it looks for the proof
	Lifetime          time.Duration // of certificates, in whole seconds; 0: 90 days
	Account           [2]string     // the id and key that it wants to know; none: it does not
	OCSP              string        // the responder that is named in certificates; Get then has the key to sign for it
}

// StartPebble builds pebble, which takes seconds once, and starts it. It ends
// with the test.
func StartPebble(t testing.TB, o PebbleOptions) *Pebble {
	t.Helper()
	p := &Pebble{t: t, dir: t.TempDir(), management: freeAddress(t)}
	address := freeAddress(t)
	p.Directory, p.RootFile = "https://"+address+"/dir", filepath.Join(p.dir, "cert.pem")
	p.ownCertificate()
	p.configure(o, address)
	p.process = exec.Command(Tool(t, "pebble"), "-config", filepath.Join(p.dir, "config.json"), "-dnsserver", NameServer(t))
	// It sleeps at random and refuses nonces at random, to teach clients patience.
	p.process.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0", "PEBBLE_AUTHZREUSE=0")
	p.process.Stdout, p.process.Stderr = &p.output, &p.output
	if err := p.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	Eventually(t, "pebble listens", func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return p
}

// Stop ends the authority; it is fine to call it again.
func (p *Pebble) Stop() {
	p.client.CloseIdleConnections()
	if p.process.ProcessState == nil {
		p.process.Process.Kill()
		p.process.Wait()
	}
	if p.t.Failed() {
		text := p.output.String()
		p.t.Logf("pebble's log ends with:\n%s", text[max(0, len(text)-4000):])
	}
}

// Log is what the authority has told of itself.
func (p *Pebble) Log() string { return p.output.String() }

// Roots are what its certificates are signed by in the end.
func (p *Pebble) Roots() *x509.CertPool {
	p.t.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(p.Get("/roots/0"))
	return pool
}

// Get asks its management interface.
func (p *Pebble) Get(path string) []byte {
	p.t.Helper()
	var body []byte
	Eventually(p.t, "pebble answers "+path, func() bool {
		resp, err := p.client.Get("https://" + p.management + path)
		if err != nil {
			return false
		}
		defer resp.Body.Close()
		body, err = io.ReadAll(resp.Body)
		return err == nil && resp.StatusCode == http.StatusOK
	})
	return body
}

// freeAddress is a loopback address with a port that is free now.
func freeAddress(t testing.TB) string {
	t.Helper()
	return fmt.Sprintf("127.0.0.1:%d", FreePort(t))
}
