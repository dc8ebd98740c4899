package lb

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// gate is a writer that takes nothing until it is opened.
type gate struct {
	open chan struct{}
	mu   sync.Mutex
	buf  bytes.Buffer
}

func (g *gate) Write(p []byte) (int, error) {
	<-g.open
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.buf.Write(p)
}

func (g *gate) len() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.buf.Len()
}

func TestBlockedLogDropsAndCountsButHoldsNobodyUp(t *testing.T) {
	g := &gate{open: make(chan struct{})}
	l := NewAccessLog(g, LogFormat{})
	x := logged()[0]
	line := len(LogFormat{}.append(nil, x))
	const n = 3 * logBuffer
	written := 0
	began := time.Now()
	for ; written < n/line; written++ {
		l.Write(x)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the writer's trouble held us up for %s", took)
	}
	dropped := int(l.Dropped())
	if dropped == 0 {
		t.Error("nothing was dropped")
	}
	close(g.open)
	l.Close()
	if got := strings.Count(g.buf.String(), "\n"); got+dropped != written {
		t.Errorf("%d lines came out and %d were counted as dropped, of %d", got, dropped, written)
	}
}

func TestCloseWritesWhatHasGathered(t *testing.T) {
	var out bytes.Buffer
	l := NewAccessLog(&out, LogFormat{})
	const n = 1000
	for range n {
		l.Write(logged()[0])
	}
	l.Close()
	if got := strings.Count(out.String(), "\n"); got != n || l.Dropped() > 0 {
		t.Errorf("%d lines of %d, %d dropped", got, n, l.Dropped())
	}
}

func TestCloseGivesUpOnAReaderThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{open: make(chan struct{})}
		l := NewAccessLog(g, LogFormat{})
		l.Write(logged()[0])
		began := time.Now()
		l.Close()
		if took := time.Since(began); took != logFarewell {
			t.Errorf("waited %s", took)
		}
		close(g.open)
		<-l.done
	})
}

func TestFewLinesAreGatheredAndManyAreNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{open: make(chan struct{})}
		close(g.open)
		l := NewAccessLog(g, LogFormat{})
		defer l.Close()
		l.Write(logged()[0])
		synctest.Wait()
		if n := g.len(); n > 0 {
			t.Errorf("%d bytes were written at once", n)
		}
		time.Sleep(logDelay) // the bubble's clock
		synctest.Wait()
		line := g.len()
		if line == 0 {
			t.Errorf("nothing was written after %s", logDelay)
		}
		for range logPage/line + 1 {
			l.Write(logged()[0])
		}
		synctest.Wait()
		if n := g.len(); n < logPage {
			t.Errorf("only %d bytes were written of a whole page", n)
		}
	})
}

// refuser takes a few bytes and then fails, as a full disk does.
type refuser struct{}

func (refuser) Write(p []byte) (int, error) { return min(len(p), 10), errors.New("no space") }

func TestLinesThatCannotBeWrittenAreCounted(t *testing.T) {
	l := NewAccessLog(refuser{}, LogFormat{})
	for range 3 {
		l.Write(logged()[0])
	}
	l.Close()
	if l.Dropped() != 3 {
		t.Errorf("%d of 3 counted", l.Dropped())
	}
}

func TestEveryRequestIsLoggedOnceAtItsEnd(t *testing.T) {
	var out bytes.Buffer
	log := NewAccessLog(&out, LogFormat{JSON: true, App: "shop"})
	w := newWorld(t, func(o *Options) { o.Log = log })
	w.worker("a", hello)
	c := w.dial()
	c.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx").response().is(t, 200, "a x")
	c.get("/status") // the balancer's own endpoint is not traffic
	c.send("GET /b HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n").response().refused(t, 400, "bad-header-name")
	c.nc.Close()
	w.close()
	log.Close()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], `"path":"/a","protocol":"HTTP/1.1","status":200`) || !strings.Contains(lines[0], `"length":3`) ||
		!strings.Contains(lines[1], `"reason":"bad-header-name"`) {
		t.Errorf("logged:\n%s", out.String())
	}
}
