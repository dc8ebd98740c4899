package lb

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/internal/testkit"
)

// secureWorld is a world with an HTTPS port beside that for HTTP.
type secureWorld struct {
	*world
	secure string // address of the port
	trust  *tls.Config
}

func newSecureWorld(t testing.TB, change ...func(*Options)) *secureWorld {
	t.Helper()
	return newSecureWorldWithLimits(t, testLimits(), change...)
}

func newSecureWorldWithLimits(t testing.TB, limits ClientLimits, change ...func(*Options)) *secureWorld {
	t.Helper()
	cert, err := ca.Quick("shop", ca.AppNames("shop", "", nil), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	lns, err := Listen("127.0.0.1", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	port := lns[0].Addr().(*net.TCPAddr).Port
	change = append(change, func(o *Options) { o.Ports = func() map[string]int { return map[string]int{"https": port} } })
	w := newWorldWithLimits(t, limits, change...)
	w.server.ServeTLS(lns[0], func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil })
	roots := x509.NewCertPool()
	roots.AddCert(cert.Leaf)
	return &secureWorld{w, lns[0].Addr().String(), &tls.Config{RootCAs: roots, ServerName: "localhost"}}
}

// dialTLS is dial by TLS, of which a test says every byte of the HTTP in it.
func (w *secureWorld) dialTLS() (*client, *tls.Conn) {
	w.t.Helper()
	nc, err := net.Dial("tcp", w.secure)
	if err != nil {
		w.t.Fatal(err)
	}
	secure := tls.Client(nc, w.trust)
	w.t.Cleanup(func() { secure.Close() })
	secure.SetDeadline(time.Now().Add(10 * time.Second))
	return &client{t: w.t, nc: secure, br: bufio.NewReader(secure)}, secure
}

func TestRequestsOverTLSAreServedAndToldAsSuch(t *testing.T) {
	w := newSecureWorld(t)
	w.worker("a", func(c *call) {
		c.readBody()
		c.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + c.req.Header.Get("X-Forwarded-Proto"))
	})
	c, nc := w.dialTLS()
	for range 3 { // one connection
		c.get("/").is(t, 200, "https")
	}
	if state := nc.ConnectionState(); state.Version < tls.VersionTLS12 || state.NegotiatedProtocol != "" {
		t.Errorf("%x, %q", state.Version, state.NegotiatedProtocol)
	}
}

func TestSessionsAreResumedAndOldTLSIsRefused(t *testing.T) {
	w := newSecureWorld(t)
	w.worker("a", hello)
	w.trust.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	for round := range 2 {
		c, nc := w.dialTLS()
		c.get("/").is(t, 200, "a")
		if resumed := nc.ConnectionState().DidResume; resumed != (round > 0) {
			t.Errorf("round %d: resumed %v", round, resumed)
		}
	}
	w.trust.MinVersion, w.trust.MaxVersion = tls.VersionTLS11, tls.VersionTLS11
	if _, nc := w.dialTLS(); nc.Handshake() == nil {
		t.Error("TLS 1.1 is accepted")
	}
}

func TestLargeBodiesGoThroughTLSBothWays(t *testing.T) {
	w := newSecureWorld(t)
	const size = 5 << 20
	w.worker("a", func(c *call) {
		body := c.readBody()
		c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n", string(body), "\r\n0\r\n\r\n")
	})
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: w.trust}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	sent := strings.Repeat("0123456789abcdef", size/16)
	resp, err := client.Post("https://"+w.secure, "text/plain", strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, err := io.ReadAll(resp.Body); err != nil || string(got) != sent {
		t.Errorf("%d bytes came back, %v", len(got), err)
	}
}

func TestPlainHTTPOnTheTLSPortIsToldWhatToDo(t *testing.T) {
	w := newSecureWorld(t)
	w.addr = w.secure
	resp := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response()
	if resp.StatusCode != 400 || !strings.Contains(resp.text, "https://") {
		t.Errorf("%d %q", resp.StatusCode, resp.text)
	}
}

func TestClientThatNeverShakesHandsIsLetGo(t *testing.T) {
	limits := testLimits()
	limits.HeaderTimeout = 50 * time.Millisecond
	w := newWorldWithLimits(t, limits)
	lns, err := Listen("127.0.0.1", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	w.server.ServeTLS(lns[0], func(*tls.ClientHelloInfo) (*tls.Certificate, error) { panic("nobody says hello") })
	w.addr = lns[0].Addr().String()
	w.dial().closed()
}

func TestTLSClientThatLeavesAQuietStreamIsNoticed(t *testing.T) {
	w := newSecureWorld(t)
	gone := make(chan struct{}, 1)
	w.worker("a", events(make(chan string), gone))
	c, nc := w.dialTLS()
	c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	until(t, "a stream", func() bool { return w.balancer.State().Streams == 1 })
	nc.Close()
	select {
	case <-gone:
	case <-time.After(8 * time.Second):
		t.Fatal("the worker's stream is still open")
	}
}

func TestEventStreamOverTLSIsFlushed(t *testing.T) {
	w := newSecureWorld(t)
	feed := make(chan string)
	w.worker("a", events(feed, make(chan struct{}, 1)))
	c, _ := w.dialTLS()
	c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	for range 3 {
		feed <- "data: x\n\n"
		c.expect("9\r\ndata: x\n\n\r\n")
	}
	close(feed)
	c.expect("0\r\n\r\n")
}

func TestTLSClientThatLeavesTheQueueIsNotDispatched(t *testing.T) {
	w := newSecureWorld(t)
	held := make(chan struct{})
	release := sync.OnceFunc(func() { close(held) })
	defer release()
	worker := w.worker("a", func(c *call) {
		c.readBody()
		<-held
		c.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
	})
	first := w.dial().send("GET /first HTTP/1.1\r\nHost: h\r\n\r\n")
	until(t, "a busy worker", func() bool { return w.balancer.State().Busy == 1 })
	second, nc := w.dialTLS()
	second.send("GET /second HTTP/1.1\r\nHost: h\r\n\r\n")
	w.untilQueued(1)
	nc.Close()
	until(t, "the end of the connection", func() bool {
		w.server.mu.Lock()
		defer w.server.mu.Unlock()
		for c := range w.server.conns {
			if c.scheme == schemeTLS {
				return c.gone()
			}
		}
		return false
	})
	release()
	first.response()
	w.untilIdle(1)
	if n := worker.started.Load(); n != 1 {
		t.Errorf("the worker got %d requests", n)
	}
}

func TestWebSocketGoesThroughTLS(t *testing.T) {
	w := newSecureWorld(t)
	w.worker("a", func(c *call) {
		c.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		io.Copy(c.nc, c.br)
		c.hangUp()
	})
	c, nc := w.dialTLS()
	c.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if head := c.head(); !strings.Contains(head, " 101 ") {
		t.Fatal(head)
	}
	c.send("there and back")
	c.expect("there and back")
	nc.CloseWrite()
	c.closed()
}

func TestDrainEndsIdleTLSConnectionsPolitely(t *testing.T) {
	w := newSecureWorld(t)
	w.worker("a", hello)
	c, _ := w.dialTLS()
	c.get("/").is(t, 200, "a")
	w.close()
	c.closed() // by a goodbye: a connection that is cut would be an error
}

func TestHTTPIsRedirectedToHTTPS(t *testing.T) {
	w := newSecureWorld(t, func(o *Options) { o.RedirectHTTP, o.HSTS = true, time.Hour })
	w.worker("a", hello)
	_, port, _ := net.SplitHostPort(w.secure)
	for request, want := range map[string]string{
		"GET /a?b=c HTTP/1.1\r\nHost: shop.test:3000\r\n\r\n":              "https://shop.test:" + port + "/a?b=c",
		"POST /a HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\n": "https://shop.test:" + port + "/a",
		"GET / HTTP/1.1\r\nHost: [::1]:3000\r\n\r\n":                       "https://[::1]:" + port + "/",
		"GET http://x.test/y HTTP/1.1\r\nHost: x.test\r\n\r\n":             "https://x.test:" + port + "/y",
		"OPTIONS * HTTP/1.1\r\nHost: x.test\r\n\r\n":                       "https://x.test:" + port,
	} {
		resp := w.dial().send(request).response()
		if got := resp.Header.Get("Location"); resp.StatusCode != 308 || got != want {
			t.Errorf("%q: %d to %q, want %q", request, resp.StatusCode, got, want)
		}
		if resp.Header.Get(hstsField) != "" {
			t.Error("HSTS over plain HTTP")
		}
	}
	if resp := w.dial().get("/status"); resp.StatusCode != 200 {
		t.Errorf("a probe of /status got %d", resp.StatusCode)
	}
	c, _ := w.dialTLS()
	if resp := c.get("/"); resp.StatusCode != 200 || resp.Header.Get(hstsField) != "max-age=3600" {
		t.Errorf("%d, %q", resp.StatusCode, resp.Header.Get(hstsField))
	}
}

func TestAppsOwnHSTSStands(t *testing.T) {
	w := newSecureWorld(t, func(o *Options) { o.HSTS = time.Hour })
	w.worker("a", raw("HTTP/1.1 200 OK\r\nstrict-transport-security: max-age=7\r\nContent-Length: 0\r\n\r\n"))
	c, _ := w.dialTLS()
	if got := c.get("/").Header.Values(hstsField); len(got) != 1 || got[0] != "max-age=7" {
		t.Errorf("%q", got)
	}
}

func TestRedirectLeavesTheUsualPortOut(t *testing.T) {
	for host, want := range map[string]string{"a.test:80": "a.test", "[::1]:80": "[::1]", "[::1]": "[::1]", "a.test": "a.test"} {
		if got := secureHost(host, 443); got != want {
			t.Errorf("%s: %s", host, got)
		}
	}
}

// Certificates are changed while clients come as fast as they can, by two
// renames each time, between which the files do not fit each other.
func TestNoHandshakeFailsWhileCertificatesAreReplaced(t *testing.T) {
	dir := t.TempDir()
	home, err := ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(dir, "home")})
	if err != nil {
		t.Fatal(err)
	}
	authority, err := ca.Init(home, nil, false, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	roots := x509.NewCertPool()
	roots.AddCert(authority.Root)
	renew := func() {
		leaf, err := authority.Leaf("shop", ca.AppNames("shop", "", nil), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(leaf.PrivateKey)
		if err != nil {
			t.Fatal(err)
		}
		testkit.WriteFile(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
		testkit.WriteFile(t, cert, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Certificate[0]})))
		if _, err := ca.Clean(home); err != nil { // so that the next one is another
			t.Fatal(err)
		}
	}
	renew()
	var looks atomic.Int64 // each look of the clock is a second later: every handshake looks at the files
	now := func() time.Time { return time.Now().Add(time.Duration(looks.Add(1)) * time.Second) }
	live, err := ca.LiveFiles([]string{cert, key}, now, testOptions().Logger)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.worker("a", hello)
	lns, err := Listen("127.0.0.1", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	w.server.ServeTLS(lns[0], live.GetCertificate)
	s := &secureWorld{w, lns[0].Addr().String(), &tls.Config{RootCAs: roots, ServerName: "localhost"}}
	seen := sync.Map{}
	var clients sync.WaitGroup
	over := make(chan struct{})
	for range 4 {
		clients.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				nc, err := tls.Dial("tcp", s.secure, s.trust)
				if err != nil {
					t.Errorf("handshake: %v", err)
					return
				}
				seen.Store(nc.ConnectionState().PeerCertificates[0].SerialNumber.String(), true)
				nc.Close()
			}
		})
	}
	for range 10 {
		current := live.Leaf().SerialNumber
		renew()
		until(t, "the next certificate", func() bool { return live.Leaf().SerialNumber.Cmp(current) != 0 })
	}
	close(over)
	clients.Wait()
	n := 0
	seen.Range(func(any, any) bool { n++; return true })
	if n < 5 {
		t.Errorf("clients saw %d certificates only", n)
	}
}
