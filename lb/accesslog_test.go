package lb

import (
	"bytes"
	"strings"
	"sync"
	"testing"
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
	if len(lines) != 2 || !strings.Contains(lines[0], `"path":"/a","status":200`) || !strings.Contains(lines[0], `"length":3`) ||
		!strings.Contains(lines[1], `"reason":"bad-header-name"`) {
		t.Errorf("logged:\n%s", out.String())
	}
}
