package lb

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPipelinedRequestsAreAnsweredInOrder(t *testing.T) {
	w := newWorld(t)
	w.worker("a", func(c *call) { c.readBody(); c.write(ok(c.req.URL.Path)) })
	w.worker("b", func(c *call) { c.readBody(); c.write(ok(c.req.URL.Path)) })
	var all strings.Builder
	for i := range 50 {
		fmt.Fprintf(&all, "POST /%d HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc", i)
	}
	c := w.dial().send(all.String())
	for i := range 50 {
		c.response().is(t, 200, fmt.Sprintf("/%d", i))
	}
}

func TestRequestByteByByteIsTheSameRequest(t *testing.T) {
	w := newWorld(t)
	var heads []string
	w.worker("a", func(c *call) {
		heads = append(heads, c.head)
		hello(c)
	})
	const raw = "POST /x HTTP/1.1\r\nHost: h\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n"
	w.dial().send(raw).response().is(t, 200, "a abcde")
	slow := w.dial()
	for _, b := range []byte(raw) {
		slow.send(string(b))
	}
	slow.response().is(t, 200, "a abcde")
	if heads[0] != heads[1] {
		t.Errorf("in one piece\n%s\nbyte by byte\n%s", heads[0], heads[1])
	}
}

func TestBytesBehindABodyAreTheNextRequest(t *testing.T) {
	w := newWorld(t)
	worker := w.worker("a", hello)
	c := w.dial().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGARBAGE\r\n\r\n")
	c.response().is(t, 200, "a abc")
	c.response().refused(t, 400, "bad-request-line")
	if n := worker.started.Load(); n != 1 {
		t.Errorf("the worker saw %d requests", n)
	}
}

func TestKeepAliveFollowsTheVersion(t *testing.T) {
	w := newWorld(t)
	w.worker("a", hello)
	for _, c := range []struct {
		name, head string
		keeps      bool
		connection string
	}{
		{"1.1", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", true, ""},
		{"1.1 close", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", false, "Connection: close\r\n"},
		{"1.0", "GET / HTTP/1.0\r\n\r\n", false, "Connection: close\r\n"},
		{"1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true, "Connection: keep-alive\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn := w.dial().send(c.head)
			head := conn.head()
			conn.expect("a")
			if got := strings.Contains(head, "Connection: "); got != (c.connection != "") || !strings.Contains(head, c.connection) {
				t.Errorf("want %q in\n%s", c.connection, head)
			}
			if !c.keeps {
				conn.closed()
				return
			}
			conn.send(c.head).head()
		})
	}
}

func TestResponsesWithoutBodyHaveNone(t *testing.T) {
	w := newWorld(t)
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/head":
			c.write("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n")
		case "/head-chunked":
			c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
		case "/204":
			c.write("HTTP/1.1 204 No Content\r\n\r\n")
		case "/304":
			c.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\nETag: \"x\"\r\n\r\n")
		default:
			hello(c)
		}
	})
	c := w.dial()
	for _, step := range []struct{ method, path, want string }{
		{"HEAD", "/head", "Content-Length: 1234\r\n"},
		{"HEAD", "/head-chunked", "200 OK"},
		{"GET", "/204", "204 No Content"},
		{"GET", "/304", "ETag: \"x\"\r\n"},
		{"HEAD", "/status", "application/json"},
	} {
		head := c.send(step.method + " " + step.path + " HTTP/1.1\r\nHost: h\r\n\r\n").head()
		if !strings.Contains(head, step.want) {
			t.Errorf("%s %s: no %q in\n%s", step.method, step.path, step.want, head)
		}
	}
	c.get("/").is(t, 200, "a") // the connection is in step still
}

func TestEveryFramingOfAWorkerComesThrough(t *testing.T) {
	w := newWorld(t)
	answers := map[string]func(*call){
		"/length":  raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
		"/chunked": raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nX-Trailer: t\r\n\r\n"),
		"/close":   rawClose("HTTP/1.1 200 OK\r\n\r\nhello"),
		"/1.0":     rawClose("HTTP/1.0 200 OK\r\n\r\nhello"),
		"/interim": raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
		"/slow": func(c *call) {
			pieces(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
		},
	}
	w.worker("a", func(c *call) { answers[c.req.URL.Path](c) })
	for path := range answers {
		for range 3 {
			c := w.dial()
			c.get(path).is(t, 200, "hello")
			c.get(path).is(t, 200, "hello")
			c.send("GET "+path+" HTTP/1.0\r\n\r\n").response().is(t, 200, "hello")
			c.closed()
		}
	}
	if got := w.events.failures(); len(got) > 0 {
		t.Errorf("the balancer complained: %v", got)
	}
}

// pieces writes s byte by byte.
func pieces(c *call, s string) {
	for i := range len(s) {
		c.write(s[i : i+1])
	}
}

func TestWorkersTrailingBytesAreNobodysAnswer(t *testing.T) {
	w := newWorld(t)
	more := make(chan struct{})
	worker := w.worker("a", func(c *call) {
		if c.req.URL.Path == "/lie" {
			c.write(ok("first"))
			c.write(<-garbage(more))
			return
		}
		hello(c)
	})
	c := w.dial()
	c.get("/lie").is(t, 200, "first")
	more <- struct{}{}
	until(t, "the garbage is written", func() bool { return worker.running.Load() == 0 })
	for range 3 {
		c.get("/").is(t, 200, "a")
	}
}

func garbage(after <-chan struct{}) <-chan string {
	out := make(chan string, 1)
	<-after
	out <- ok("poison")
	return out
}

func TestAbsoluteFormAndAsterisk(t *testing.T) {
	w := newWorld(t)
	w.worker("a", func(c *call) { c.write(ok(c.req.Method + " " + c.req.RequestURI + " " + c.req.Host)) })
	c := w.dial()
	c.send("GET http://other/p?q HTTP/1.1\r\nHost: h\r\n\r\n").response().is(t, 200, "GET /p?q other")
	c.send("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").response().is(t, 200, "OPTIONS * h")
}

func TestContinueIsSentBeforeTheBody(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxBody = 10 })
	w.worker("a", hello)
	c := w.dial().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
	c.expect("HTTP/1.1 100 Continue\r\n\r\n")
	c.send("abc").response().is(t, 200, "a abc")
	c.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n").response().refused(t, 413, "body-too-large")
}

func TestSlowHeadIsRefused(t *testing.T) {
	limits := testLimits()
	limits.HeaderTimeout = 50 * time.Millisecond
	w := newWorldWithLimits(t, limits)
	worker := w.worker("a", hello)
	began := time.Now()
	c := w.dial().send("GET / HTTP/1.1\r\nHost")
	c.response().refused(t, 408, "header-timeout")
	if took := time.Since(began); took < limits.HeaderTimeout || took > 2*time.Second {
		t.Errorf("refused after %s", took)
	}
	w.dial().closed() // one that says nothing gets nothing
	if n := worker.started.Load(); n != 0 {
		t.Errorf("the worker saw %d requests", n)
	}
}

func TestIdleConnectionIsClosed(t *testing.T) {
	limits := testLimits()
	limits.IdleTimeout = 50 * time.Millisecond
	w := newWorldWithLimits(t, limits)
	w.worker("a", hello)
	c := w.dial()
	c.get("/").is(t, 200, "a")
	c.closed()
}

// An idle connection gives its buffers back after parkAfter and still works.
func TestParkedConnectionStillAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for parkAfter")
	}
	w := newWorld(t)
	w.worker("a", hello)
	c := w.dial()
	c.get("/").is(t, 200, "a")
	var only *conn
	w.server.each(func(c *conn) { only = c })
	// The write of br by its goroutine is not ours to read: what can be seen
	// is that the connection outlives parkAfter.
	time.Sleep(parkAfter + parkAfter/8)
	c.get("/").is(t, 200, "a")
	if w.server.Connections() != 1 || only == nil {
		t.Error("the connection was replaced")
	}
}

func TestClientThatLeavesIsForgotten(t *testing.T) {
	w := newWorld(t)
	hold := make(chan struct{})
	worker := w.worker("a", func(c *call) { <-hold; hello(c) })
	for _, raw := range []string{
		"", "GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc",
		"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
	} {
		w.dial().send(raw).nc.Close()
	}
	until(t, "they are gone", func() bool { return w.server.Connections() == 0 })
	if n := worker.started.Load(); n != 0 {
		t.Errorf("the worker saw %d requests", n)
	}
	// And one that leaves while its request runs: the worker is free again after it.
	w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").nc.Close()
	until(t, "it runs", func() bool { return worker.running.Load() == 1 })
	close(hold)
	w.untilIdle(1)
	w.dial().get("/").is(t, 200, "a")
}
