package cli_test

import (
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// site is rip-server as a process that serves shop.example.com to everyone.
type site struct {
	*testing.T
	dir       string // of the app and of all state
	http, tls int
	pebble    *testkit.Pebble
	output    testkit.Buffer
	process   *exec.Cmd
}

// start runs the server with certificates by the authority.
func (s *site) start() {
	s.Helper()
	s.process = s.command("serve")
	s.process.Stdout, s.process.Stderr = &s.output, &s.output
	if err := s.process.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(s.stop)
}

func (s *site) command(verb string) *exec.Cmd {
	cmd := exec.Command(
		"rip-server", verb, filepath.Join(s.dir, "index.js"), "prod", "w:1", "https:acme", "--host=127.0.0.1",
		fmt.Sprintf("http:%d", s.http), fmt.Sprintf("https:%d", s.tls), "--acme-domain=shop.example.com",
		"--acme-ca="+s.pebble.Directory, "--acme-ca-root="+s.pebble.RootFile, "--runtime=rip", "--no-access-log",
	)
	cmd.Env = append(os.Environ(), "RIP_HOME="+filepath.Join(s.dir, "home"), "RIP_RUNTIME_DIR="+filepath.Join(s.dir, "run"), "RIP_CACHE_DIR="+filepath.Join(s.dir, "cache"))
	return cmd
}

func (s *site) stop() {
	if s.process.ProcessState == nil {
		s.process.Process.Signal(syscall.SIGTERM)
		if err := s.process.Wait(); err != nil {
			s.Error(err)
		}
	}
	if s.Failed() {
		s.Log(s.output.String())
	}
}

// answers waits until the app answers over HTTPS as shop.example.com.
func (s *site) answers(roots *x509.CertPool) {
	s.Helper()
	testkit.Eventually(s, "an answer over HTTPS", func() bool {
		text, err := fetch("shop.example.com", s.tls, roots)
		return err == nil && text == "public"
	})
}

// The first start gets a certificate from a real authority; the second has it,
// whoever is down.
func TestPublicCertificateIsGotOnceAndKept(t *testing.T) {
	s := &site{T: t, dir: testkit.ShortDir(t), http: testkit.FreePort(t), tls: testkit.FreePort(t)}
	testkit.WriteFile(t, filepath.Join(s.dir, "index.js"), `export default () => new Response("public")`)
	s.pebble = testkit.StartPebble(t, testkit.PebbleOptions{HTTPPort: s.http, TLSPort: s.tls})
	roots := s.pebble.Roots()
	s.start()
	s.answers(roots)
	for _, want := range []string{
		"certificates by " + s.pebble.Directory + " for shop.example.com; on the way: shop.example.com",
		"agreeing to its terms of service",
	} {
		if !s.output.Contains(want) {
			t.Errorf("nothing says %q", want)
		}
	}
	doctor, _ := s.command("doctor").CombinedOutput()
	if want := "shop.example.com has a certificate until 20"; !strings.Contains(string(doctor), want) {
		t.Errorf("doctor does not say %q: %s", want, doctor)
	}
	s.stop()
	s.pebble.Stop()
	s.start()
	s.answers(roots)
}
