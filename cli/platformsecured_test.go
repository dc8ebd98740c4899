package cli_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// fetch asks for https://host/ on port of this machine, on a connection of its
// own, and returns the answer's body; roots are what is believed.
func fetch(host string, port int, roots *x509.CertPool) (string, error) {
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{
		DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", port))
		},
	}}
	resp, err := client.Get("https://" + host + "/")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

// gets waits until host answers with want, over HTTPS.
func (m *many) gets(host string, port int, roots *x509.CertPool, want string) {
	m.Helper()
	var text string
	var err error
	defer func() {
		if m.Failed() {
			m.Logf("the last answer of %s: %q, %v", host, text, err)
		}
	}()
	testkit.Eventually(m, host+" answers over HTTPS", func() bool {
		text, err = fetch(host, port, roots)
		return err == nil && strings.Contains(text, want)
	})
}

// A real authority, which looks for its proof on the platform's ports: for the
// platform's own name from the start, for an app's when it is deployed, and for
// what a stranger says never.
func TestPlatformGetsCertificatesForItsOwnNameAndTheHostsOfItsApps(t *testing.T) {
	m := newMany(t)
	plain, secure := testkit.FreePort(t), testkit.FreePort(t)
	pebble := testkit.StartPebble(t, testkit.PebbleOptions{HTTPPort: plain, TLSPort: secure})
	m.start(
		fmt.Sprintf("http:%d", plain), fmt.Sprintf("https:%d", secure), "--host=127.0.0.1", "--acme-domain=apps.example.com",
		"--redirect-http", "--acme-ca="+pebble.Directory, "--acme-ca-root="+pebble.RootFile,
	)
	if want := fmt.Sprintf("https://apps.example.com:%d", secure); m.url != want {
		t.Errorf("the platform says that it is at %s, want %s", m.url, want)
	}
	roots := pebble.Roots()
	m.gets("apps.example.com", secure, roots, "<html")
	for _, stranger := range []string{"shop.example.com", "stranger.example.com"} {
		if _, err := fetch(stranger, secure, roots); err == nil || !strings.Contains(err.Error(), "valid for apps.example.com") {
			t.Errorf("%s is answered before it is an app's: %v", stranger, err)
		}
	}
	m.deploy("shop", "--host=shop.example.com")
	m.gets("shop.example.com", secure, roots, "shop")
	m.upgraded() // who takes over has the sockets, and the certificates
	m.gets("shop.example.com", secure, roots, "shop")
	m.gets("apps.example.com", secure, roots, "<html")
	if _, err := m.run("undeploy", "shop"); err != nil {
		t.Fatal(err)
	}
	testkit.Eventually(t, "the app's certificate is gone", func() bool {
		_, err := fetch("shop.example.com", secure, roots)
		return err != nil && strings.Contains(err.Error(), "valid for apps.example.com")
	})
	if strings.Contains(pebble.Log(), "stranger.example.com") {
		t.Error("a handshake of a stranger had a certificate asked for")
	}
}

// Clients that shake hands all the time see neither the upgrade nor a reload of
// the certificates.
func TestUpgradeOfAPlatformOverHTTPSLosesNoRequest(t *testing.T) {
	m := newMany(t)
	if _, err := m.run("ca", "init"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(m.dir, "home", "ca", "root.pem"))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	port := testkit.FreePort(t)
	m.start("https:ca", fmt.Sprintf("https:%d", port))
	m.deploy("shop")
	m.gets("shop.localhost", port, roots, "shop")
	var (
		clients sync.WaitGroup
		over    atomic.Bool
		done    atomic.Int64
	)
	for range 2 {
		clients.Go(func() { // ends with over, and with a failure
			for !over.Load() {
				if text, err := fetch("shop.localhost", port, roots); err != nil || text != "shop" {
					t.Errorf("%q, %v", text, err)
					return
				}
				done.Add(1)
			}
		})
	}
	more := func() {
		before := done.Load()
		testkit.Eventually(t, "more answers", func() bool { return done.Load() > before+10 || t.Failed() })
	}
	more()
	heir := m.upgraded()
	more()
	if err := syscall.Kill(heir, syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	more()
	over.Store(true)
	clients.Wait()
}

// The manager's two sockets are told apart by their names, and SIGHUP is a
// reload that it hears of.
func TestPlatformServesTheServiceManagersSocketsByTheirNames(t *testing.T) {
	var files []*os.File
	var addrs []string
	for range 2 {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		file, err := ln.(*net.TCPListener).File()
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		files, addrs = append(files, file), append(addrs, ln.Addr().String())
	}
	s := startService(t, func(s *service) {
		s.ExtraFiles = files
		s.Env = append(s.Env, "LISTEN_FDS=2", "LISTEN_FDNAMES=https:http")
	}, "platform", "protocol:http+https", "https:quick")
	if text, want := s.hears(t, "READY=1"), "at https://localhost:"+portIn(addrs[0])+" http://localhost:"+portIn(addrs[1]); !strings.Contains(text, want) {
		t.Errorf("ready is %q, want %q in it", text, want)
	}
	if text, err := request("http://" + addrs[1] + "/health"); err != nil || !strings.Contains(text, "healthy") {
		t.Errorf("over HTTP: %q, %v", text, err)
	}
	secure, err := tls.Dial("tcp", addrs[0], &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	secure.Close()
	if err := s.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.hears(t, "RELOADING=1")
	s.hears(t, "READY=1")
}

func portIn(addr string) string { return addr[strings.LastIndexByte(addr, ':')+1:] }
