package lb

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"

	"github.com/rip-server/rip-server/ca"
)

func TestDrainLetsStreamsEndAndTellsClientsToGo(t *testing.T) {
	t.Parallel()
	w := newH2World(t)
	tokens := make(chan struct{})
	release := sync.OnceFunc(func() { close(tokens) })
	defer release() // or a test that fails would hang
	w.worker("a", held(tokens))
	c, idle := w.h2Dial(), w.h2Dial()
	idle.settled() // else it may be drained in the middle of its handshake
	running, queued := c.ask(true, ":path: /running"), c.ask(true, ":path: /queued")
	until(t, "both requests", func() bool { s := w.balancer.State(); return s.Busy == 1 && s.Queued == 1 })
	over := make(chan struct{})
	go func() { // ends with the drain
		defer close(over)
		w.close()
	}()
	for _, c := range []*h2Raw{c, idle} {
		if code := c.goneAway(); code != http2.ErrCodeNo {
			t.Error(code)
		}
	}
	release()
	if got := c.body(running) + c.body(queued); got != "/running/queued" {
		t.Error(got)
	}
	c.closed()
	idle.closed()
	<-over
}

func TestDrainEndsEventStreamsOverHTTP2AfterTheirGrace(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.StreamGrace = 50 * time.Millisecond })
	w.worker("a", events(make(chan string), make(chan struct{}, 1)))
	c := w.h2Dial()
	id := c.ask(true, ":path: /events")
	c.status(id)
	go w.close() // waited for by the next call of it
	c.wasReset(id)
	c.nc.Close()
	w.close()
}

func TestHandshakeUnderWayWhenADrainBeginsIsServed(t *testing.T) {
	for _, protocol := range []string{"http/1.1", "h2"} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			w := newH2World(t)
			w.worker("a", hello)
			nc, err := net.Dial("tcp", w.secure)
			if err != nil {
				t.Fatal(err)
			}
			defer nc.Close()
			until(t, "the connection", func() bool { return w.server.Connections() == 1 })
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			drained := make(chan error, 1)
			go func() { drained <- w.server.Shutdown(ctx) }()
			until(t, "the drain", w.server.draining.Load)
			if protocol == "h2" {
				c := h2Over(t, nc, w.trust)
				if got := c.status(c.ask(true)); got != "200" {
					t.Error(got)
				}
			} else {
				secure := tls.Client(nc, w.trust)
				resp, err := (&http.Client{Transport: &http.Transport{DialTLSContext: func(context.Context, string, string) (net.Conn, error) { return secure, nil }}}).Get(w.url("/"))
				if err != nil {
					t.Fatal(err)
				}
				if body, _ := io.ReadAll(resp.Body); string(body) != "a" || !resp.Close {
					t.Errorf("%q, close %v", body, resp.Close)
				}
			}
			if err := <-drained; err != nil {
				t.Error(err)
			}
		})
	}
}

// TLS has read, and decrypted, more than one request when the drain begins.
func TestRequestWithinTLSWhenADrainBeginsIsAnswered(t *testing.T) {
	w := newSecureWorld(t)
	w.trust.DynamicRecordSizingDisabled = true // one record it is
	tokens := make(chan struct{}, 2)
	release := sync.OnceFunc(func() { close(tokens) })
	defer release()
	w.worker("a", held(tokens))
	c, nc := w.dialTLS()
	// One record, larger than a connection's buffer: the second request stays within TLS.
	first := "GET /first HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("x", readBuffer-len("GET /first HTTP/1.1\r\nHost: h\r\nX: \r\n\r\n")) + "\r\n\r\n"
	nc.Write([]byte(first + "GET /second HTTP/1.1\r\nHost: h\r\n\r\n"))
	until(t, "a busy worker", func() bool { return w.balancer.State().Busy == 1 })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	drained := make(chan error, 1)
	go func() { drained <- w.server.Shutdown(ctx) }()
	until(t, "the drain", w.server.draining.Load)
	tokens <- struct{}{}
	tokens <- struct{}{}
	c.response().is(t, 200, "/first")
	c.response().is(t, 200, "/second")
	c.closed()
	if err := <-drained; err != nil {
		t.Error(err)
	}
}

func TestIdleHTTP2ConnectionIsEnded(t *testing.T) {
	t.Parallel()
	limits := testLimits()
	limits.HTTP2, limits.IdleTimeout = true, 50*time.Millisecond
	w := newSecureWorldWithLimits(t, limits)
	w.worker("a", hello)
	c := w.h2Dial()
	c.status(c.ask(true))
	if code := c.goneAway(); code != http2.ErrCodeNo {
		t.Error(code)
	}
	c.closed()
}

// h2Bubble is a connection within a synctest bubble, with no worker behind it.
func h2Bubble(t *testing.T) (c *h2Raw, s *Server, end func()) {
	t.Helper()
	opts := testOptions()
	b := New(opts)
	limits := testLimits()
	limits.HTTP2 = true
	s = NewServer(b, limits, nil, opts.Logger)
	cert, err := ca.Quick("shop", ca.AppNames("shop", "", nil), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	client, server := net.Pipe()
	s.start(tls.Server(server, &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: s.protocols()}), schemeTLS)
	c = h2Over(t, client, &tls.Config{InsecureSkipVerify: true})
	c.nc.SetDeadline(time.Time{})
	return c, s, func() {
		client.Close()
		s.Wait()
		b.Close()
	}
}

func TestSlowBodyOverHTTP2IsRefused(t *testing.T) {
	for name, fields := range map[string][]string{"declared": {":method: POST", "content-length: 100000"}, "not": {":method: POST"}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s, end := h2Bubble(t)
				began := time.Now()
				id := c.ask(false, fields...)
				refused := make(chan struct{})
				go func() { // 100 bytes a second are too few; ends with the refusal
					for {
						select {
						case <-refused:
							return
						case <-time.After(time.Second):
							c.fr.WriteData(id, false, make([]byte, 100))
						}
					}
				}()
				got := c.status(id)
				close(refused)
				if took := time.Since(began); got != "408" || took < rateGrace || took > 2*rateGrace {
					t.Errorf("%s after %s", got, took)
				}
				synctest.Wait()
				end()
				if n := s.handler.(*Balancer).metrics.rejected["body-timeout"].Load(); n != 1 {
					t.Errorf("counted %d times", n)
				}
			})
		})
	}
}

func TestBodyThatIsSlowEnoughIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s, end := h2Bubble(t)
		id := c.ask(false, ":method: POST", "content-length: 20480")
		for range 10 { // 2 KiB a second, for longer than the grace
			time.Sleep(time.Second)
			c.ok(c.fr.WriteData(id, false, make([]byte, 2048)))
		}
		synctest.Wait()
		if state := s.handler.(*Balancer).State(); state.Queued != 1 {
			t.Errorf("it does not wait for a worker: %+v", state)
		}
		end()
	})
}

func TestSilentConnectionDoesNotHoldUpADrain(t *testing.T) {
	t.Parallel()
	w := newH2World(t)
	nc, err := net.Dial("tcp", w.secure)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	until(t, "the connection", func() bool { return w.server.Connections() == 1 })
	began := time.Now()
	w.close()
	if took := time.Since(began); took > 4*firstWords {
		t.Errorf("it took %s", took)
	}
}
