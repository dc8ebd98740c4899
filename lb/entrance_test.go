package lb

import (
	"context"
	"crypto/tls"
	"net"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
)

// behind is w with another server before its balancer, over HTTP and HTTPS.
func (w *world) behind(hsts time.Duration, front func(httpsPort int) Handler) *secureWorld {
	w.t.Helper()
	cert, err := ca.Quick("shop", ca.AppNames("shop", "", nil), time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	var lns [2]net.Listener
	for i := range lns {
		if lns[i], err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			w.t.Fatal(err)
		}
	}
	opts := testOptions()
	server := NewServer(front(lns[1].Addr().(*net.TCPAddr).Port), testLimits(), nil, opts.Logger)
	server.Strict(hsts)
	server.Serve(lns[0], "http")
	server.ServeTLS(lns[1], func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil })
	w.t.Cleanup(func() {
		if err := server.Shutdown(context.Background()); err != nil {
			w.t.Error(err)
		}
	})
	return &secureWorld{
		&world{t: w.t, balancer: w.balancer, server: server, addr: lns[0].Addr().String()},
		lns[1].Addr().String(), &tls.Config{InsecureSkipVerify: true},
	}
}

// What a port is told holds for all apps behind it, whatever their own
// balancers are told.
func TestEntranceAnswersWhatConcernsThePort(t *testing.T) {
	w := newWorld(t, knows("shop.test", challengePath+"own", "the app's"))
	w.worker("a", hello)
	front := w.behind(0, func(port int) Handler {
		return &Entrance{
			Next: w.balancer, Redirect: true, HTTPSPort: port,
			Challenge: func(host, path string) (string, bool) {
				return "proof", host == "shop.test" && path == challengePath+"token"
			},
			Spare: func(host, target []byte) bool { return string(host) == "localhost" && string(target) == "/health" },
		}
	})
	for request, want := range map[string]int{
		"GET " + challengePath + "token HTTP/1.1\r\nHost: shop.test:80\r\n\r\n": 200,
		"GET " + challengePath + "own HTTP/1.1\r\nHost: shop.test\r\n\r\n":      308,
		"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n":                       200,
		"GET /health HTTP/1.1\r\nHost: shop.test\r\n\r\n":                       308,
		"GET /status HTTP/1.1\r\nHost: shop.test\r\n\r\n":                       308, // of which app would it be?
		"GET HTTP/1.1\r\n\r\n": 400,
	} {
		if got := front.dial().send(request).response().StatusCode; got != want {
			t.Errorf("%q: %d, want %d", request, got, want)
		}
	}
	_, port, _ := net.SplitHostPort(front.secure)
	if got := front.dial().get("/a?b").Header.Get("Location"); got != "https://h:"+port+"/a?b" {
		t.Errorf("sent to %q", got)
	}
	c, _ := front.dialTLS()
	c.get("/").is(t, 200, "a")
}

func TestServerTellsBrowsersToStayOnTLSWhateverItsBalancersSay(t *testing.T) {
	for own, want := range map[time.Duration]string{0: "max-age=3600", time.Minute: "max-age=3600", 2 * time.Hour: "max-age=7200"} {
		w := newWorld(t, func(o *Options) { o.HSTS = own })
		w.worker("a", hello)
		front := w.behind(time.Hour, func(int) Handler { return w.balancer })
		c, _ := front.dialTLS()
		if got := c.get("/").Header.Values(hstsField); len(got) != 1 || got[0] != want {
			t.Errorf("its own %s: %q", own, got)
		}
		if got := front.dial().get("/").Header.Get(hstsField); got != "" {
			t.Errorf("over plain HTTP: %q", got)
		}
	}
}
