package lb

import (
	"bytes"
	"encoding/json"
	"strconv"
	"sync/atomic"
	"time"
)

// statusPage answers GET /status (spec: Endpoints). The answer is kept and
// rebuilt when a worker came or went, and once a second for its uptime.
type statusPage struct {
	started time.Time
	stale   atomic.Bool
	last    atomic.Pointer[renderedStatus]
}

type renderedStatus struct {
	second  int64 // of uptime
	healthy bool
	body    []byte
}

func (s *statusPage) changed() { s.stale.Store(true) }

// builtin answers the balancer's own endpoints and reports whether x was one.
func (b *Balancer) builtin(x *Exchange) bool {
	if b.opts.StatusPath == "" || x.HasBody() || !x.isHEAD && string(x.Method) != "GET" {
		return false
	}
	path, _, _ := bytes.Cut(x.Target, []byte("?"))
	if string(path) != b.opts.StatusPath {
		return false
	}
	x.complete = true
	page := b.statusNow()
	status := 200
	if !page.healthy {
		status = 503
	}
	x.answer(status, "application/json", page.body)
	return true
}

func (b *Balancer) statusNow() *renderedStatus {
	second := int64(time.Since(b.status.started) / time.Second)
	stale := b.status.stale.Swap(false)
	if page := b.status.last.Load(); page != nil && page.second == second && !stale {
		return page
	}
	workers := b.pool.Registered()
	page := &renderedStatus{second: second, healthy: workers > 0}
	page.body = b.renderStatus(workers, second)
	b.status.last.Store(page)
	return page
}

func (b *Balancer) renderStatus(workers int, second int64) []byte {
	word := "healthy"
	if workers == 0 {
		word = "degraded"
	}
	app, _ := json.Marshal(b.opts.App)
	ports, _ := json.Marshal(b.opts.Ports())
	body := append([]byte(`{"status":"`), word...)
	body = append(append(body, `","app":`...), app...)
	body = strconv.AppendInt(append(body, `,"workers":`...), int64(workers), 10)
	body = append(append(body, `,"ports":`...), ports...)
	body = strconv.AppendInt(append(body, `,"uptime":`...), second, 10)
	return append(body, "}\n"...)
}
