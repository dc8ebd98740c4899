package lb

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// sum answers with the SHA-256 of the request's body.
func sum(c *call) {
	h := sha256.New()
	io.CopyN(h, c.br, c.req.ContentLength)
	c.write(ok(fmt.Sprintf("%x", h.Sum(nil))))
}

func TestLargeBodySpillsToDiskAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	w := newWorld(t)
	w.worker("a", sum)
	body := bytes.Repeat([]byte("0123456789abcdef"), 2<<20) // 32 MiB
	want := fmt.Sprintf("%x", sha256.Sum256(body))
	before := openFiles(t)
	c := w.dial()
	c.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n", string(body))
	c.response().is(t, 200, want)
	c.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
	for piece := range slices.Chunk(body, 1<<20) {
		c.send(fmt.Sprintf("%x\r\n%s\r\n", len(piece), piece))
	}
	c.send("0\r\n\r\n").response().is(t, 200, want)
	// The connection lives on, but holds no file of it.
	until(t, "no file is left open", func() bool { return openFiles(t) <= before+4 })
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left in the temp directory: %v", left)
	}
	var x *Exchange
	w.server.each(func(c *conn) { x = &c.x })
	w.close()
	if x.body.file != nil || cap(x.body.mem) > keepOut {
		t.Errorf("the connection keeps %d bytes and file %v", cap(x.body.mem), x.body.file)
	}
}

// openFiles counts deleted temporary files among our descriptors; 0 where
// there is no /proc.
func openFiles(t *testing.T) int {
	t.Helper()
	fds, _ := os.ReadDir("/proc/self/fd")
	n := 0
	for _, fd := range fds {
		if target, _ := os.Readlink("/proc/self/fd/" + fd.Name()); strings.Contains(target, "rip-body-") {
			n += 100 // one is too many
		}
	}
	return n
}

// A client that uploads without looking gets its 413 all the same.
func TestRefusalReachesAClientThatIsStillSending(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxBody = 64 << 10 })
	worker := w.worker("a", hello)
	for name, head := range map[string]string{
		"declared": "Content-Length: 33554432\r\n\r\n",
		"chunked":  "Transfer-Encoding: chunked\r\n\r\n2000000\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			c := w.dial().send("POST / HTTP/1.1\r\nHost: h\r\n" + head)
			block := strings.Repeat("x", 64<<10)
			for range 16 << 20 / len(block) { // half of it, then it looks
				c.send(block)
			}
			c.response().refused(t, 413, "body-too-large")
		})
	}
	if n := worker.started.Load(); n != 0 {
		t.Errorf("the worker saw %d requests", n)
	}
}

// Time is synctest's: the client is a pipe, and no worker is reached.
func TestSlowBodyIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opts := testOptions()
		b := New(opts)
		s := NewServer(b, testLimits(), nil, opts.Logger)
		client, server := net.Pipe()
		s.start(server, "http")
		began := time.Now()
		fmt.Fprintf(client, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")
		var sender sync.WaitGroup
		sender.Go(func() { // 100 bytes a second are too few; ends with the refusal
			for {
				if _, err := client.Write(make([]byte, 100)); err != nil {
					return
				}
				time.Sleep(time.Second)
			}
		})
		answer := make([]byte, 12)
		io.ReadFull(client, answer)
		if took := time.Since(began); string(answer) != "HTTP/1.1 408" || took < rateGrace || took > 2*rateGrace {
			t.Errorf("%q after %s", answer, took)
		}
		io.Copy(io.Discard, client) // until the server has closed its end
		s.Wait()
		client.Close()
		sender.Wait()
		b.Close()
		if n := b.metrics.rejected["body-timeout"].Load(); n != 1 {
			t.Errorf("counted %d times", n)
		}
	})
}

func TestSlowClientReleasesTheWorker(t *testing.T) {
	w := newWorld(t)
	large := strings.Repeat("x", responseBuffer)
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/whole":
			c.write(ok(large))
		case "/chunked":
			c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(large)-8192, large[8192:]))
		default:
			hello(c)
		}
	})
	for _, path := range []string{"/whole", "/chunked"} {
		slow := w.dial()
		slow.nc.(*net.TCPConn).SetReadBuffer(16 << 10) // the kernel shall not take it all
		slow.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
		w.untilIdle(1) // while nobody has read a byte of it
		w.dial().get("/").is(t, 200, "a")
		slow.nc.(*net.TCPConn).SetReadBuffer(1 << 20)
		if got := slow.response(); len(got.text) < len(large)-8192 {
			t.Errorf("%s: the slow client got %d bytes", path, len(got.text))
		}
	}
}

func TestLargeResponseComesThroughWhole(t *testing.T) {
	w := newWorld(t)
	body := strings.Repeat("0123456789", 800<<10) // 8 MiB
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/length":
			c.write(ok(body))
		case "/close":
			c.write("HTTP/1.1 200 OK\r\n\r\n", body)
			c.hangUp()
		default:
			c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
			for piece := range slices.Chunk([]byte(body), 100_000) {
				c.write(fmt.Sprintf("%x\r\n%s\r\n", len(piece), piece))
			}
			c.write("0\r\n\r\n")
		}
	})
	for _, path := range []string{"/length", "/close", "/chunked"} {
		for _, version := range []string{"1.1", "1.0"} {
			got := w.dial().send("GET " + path + " HTTP/" + version + "\r\nHost: h\r\n\r\n").response()
			if got.text != body {
				t.Errorf("%s for HTTP/%s: %d bytes of %d", path, version, len(got.text), len(body))
			}
		}
	}
}

// A response that breaks off must not look complete, and is not tried again
// once the client has got a part of it.
func TestResponseThatBreaksOffIsNotEndedProperly(t *testing.T) {
	for name, head := range map[string]string{
		"chunked": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
		"length":  "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\nhello",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			next := make(chan struct{})
			worker := w.worker("a", func(c *call) { c.write(head); <-next; c.hangUp() })
			w.worker("b", hello)
			c := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
			c.head()
			close(next)
			rest, _ := io.ReadAll(c.br)
			if strings.HasSuffix(string(rest), "0\r\n\r\n") || len(rest) > 20 {
				t.Errorf("the client got %q", rest)
			}
			until(t, "the worker is reported", func() bool { return len(w.events.failures()) == 1 })
			if worker.started.Load() != 1 || w.events.failures()[0] != "a died" {
				t.Errorf("%d requests, %v", worker.started.Load(), w.events.failures())
			}
		})
	}
}

// A worker may answer before it has read a large body, as for a 401.
func TestEarlyAnswerToALargeBody(t *testing.T) {
	w := newWorld(t)
	worker := w.worker("a", func(c *call) { c.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"); c.hangUp() })
	body := strings.Repeat("x", 4<<20)
	c := w.dial()
	for range 2 {
		c.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n", body)
		c.response().is(t, 401, "no")
	}
	if n := worker.started.Load(); n != 2 {
		t.Errorf("run %d times", n)
	}
}
