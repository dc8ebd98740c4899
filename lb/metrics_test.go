package lb

import (
	"bytes"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metricsText is what Prometheus scrapes.
func metricsText(t *testing.T, b *Balancer) string {
	t.Helper()
	registry := prometheus.NewPedanticRegistry()
	for _, c := range b.Metrics().Collectors() {
		if err := registry.Register(c); err != nil {
			t.Fatal(err)
		}
	}
	page := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.HTTPErrorOnError}).
		ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	if page.Code != 200 {
		t.Fatal(page.Body.String())
	}
	return page.Body.String()
}

// Names and labels are what dashboards are built on; all of them exist before
// anything has happened.
func TestMetricNamesAndLabels(t *testing.T) {
	log := NewAccessLog(&bytes.Buffer{}, LogFormat{})
	defer log.Close()
	w := newWorld(t, func(o *Options) { o.Log = log })
	golden(t, "metrics.txt", metricsText(t, w.balancer))
}

func TestMetricsCountWhatHappened(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 60 * time.Millisecond })
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/hang":
			c.br.ReadByte() // until the balancer gives up
		default:
			hello(c)
		}
	})
	c := w.dial()
	c.get("/").is(t, 200, "a")
	c.get("/hang").refused(t, 504, "worker-timeout")
	c.send("GET / HTTP/1.1\r\nX: y\r\n\r\n").response().refused(t, 400, "bad-host")
	w.worker("b", hello)
	w.worker("c", func(c *call) { c.hangUp() })
	w.balancer.Retire("x", func() {})
	d := w.dial()
	d.get("/").is(t, 200, "b")
	d.get("/").is(t, 200, "b") // c dies, b does it
	c.nc.Close()
	d.nc.Close()
	w.close()
	text := metricsText(t, w.balancer)
	for _, want := range []string{
		`rip_requests_total{app="shop",class="2xx",variant="test"} 3`,
		`rip_requests_total{app="shop",class="4xx",variant="test"} 1`,
		`rip_requests_total{app="shop",class="5xx",variant="test"} 1`,
		`rip_rejected_total{app="shop",reason="worker-timeout",variant="test"} 1`,
		`rip_dropped_sockets_total{app="shop",kind="hung",variant="test"} 1`,
		`rip_dropped_sockets_total{app="shop",kind="died",variant="test"} 1`,
		`rip_retries_total{app="shop",variant="test"} 1`,
		`rip_in_flight{app="shop",variant="test"} 0`,
		`rip_queue_depth{app="shop",variant="test"} 0`,
		`rip_service_seconds_count{app="shop",variant="test"} 4`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s in\n%s", want, regexp.MustCompile(`(?m)^(#.*|.* 0|.*_bucket.*)\n`).ReplaceAllString(text, ""))
		}
	}
	traffic := w.balancer.Metrics().Traffic()
	if traffic.Requests != 5 || traffic.Retries != 1 || traffic.Rejected["worker-timeout"] != 1 || len(traffic.Rejected) != 1 {
		t.Errorf("%+v", traffic)
	}
}
