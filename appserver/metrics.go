package appserver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metricsPage serves GET /metrics in Prometheus text format, on the control
// socket always and on an address of its own where one is configured.
type metricsPage struct {
	http.Handler
	server *http.Server
	ln     net.Listener // nil: no address of its own
	logger func(error)
}

func newMetricsPage(a *App) *metricsPage {
	reg := prometheus.NewRegistry()
	reg.MustRegister(a.balancer.Metrics().Collectors()...)
	reg.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "rip_http2_floods_total", Help: "Connections closed for HTTP/2 frames without end that ask for nothing.",
		ConstLabels: prometheus.Labels{"app": a.opts.Config.Name, "variant": a.opts.Config.Variant},
	}, func() float64 { return float64(a.server.Floods()) }))
	reg.MustRegister(newSlotCollector(a), collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &metricsPage{
		Handler: promhttp.HandlerFor(reg, promhttp.HandlerOpts{}),
		logger:  func(err error) { a.opts.Logger.Error("the metrics listener failed", "err", err) },
	}
}

// listen serves the page on addr until close; ln is that address when it has
// been opened already.
func (p *metricsPage) listen(addr string, ln net.Listener, wg *sync.WaitGroup) (err error) {
	if ln == nil {
		if ln, err = net.Listen("tcp", addr); err != nil {
			return err
		}
	}
	p.ln = ln
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", p.Handler)
	p.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	wg.Go(func() {
		if err := p.server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			p.logger(err)
		}
	})
	return nil
}

func (p *metricsPage) close() {
	if p.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		p.server.Shutdown(ctx)
	}
}

// slotCollector exports the slot equation of promise 2 and the restarts.
type slotCollector struct {
	app               *App
	slots, desired    *prometheus.Desc
	restarts, extra   *prometheus.Desc
	version, degraded *prometheus.Desc
}

func newSlotCollector(a *App) *slotCollector {
	labels := prometheus.Labels{"app": a.opts.Config.Name, "variant": a.opts.Config.Variant}
	desc := func(name, help string, vary ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, vary, labels)
	}
	return &slotCollector{
		app:      a,
		slots:    desc("rip_slots", "Worker slots by state; they add up to rip_slots_desired.", "state"),
		desired:  desc("rip_slots_desired", "Worker slots wanted."),
		extra:    desc("rip_workers_extra", "Processes beside the slots' own: replacements on their way in or out."),
		restarts: desc("rip_restarts_total", "Workers lost or replaced, by reason.", "reason"),
		version:  desc("rip_app_version", "The app version that has the traffic."),
		degraded: desc("rip_degraded", "1 while no worker, or a slot for long, comes up."),
	}
}

// Describe sends the descriptors.
func (c *slotCollector) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, ch) }

// Collect sends the values of now.
func (c *slotCollector) Collect(ch chan<- prometheus.Metric) {
	s := c.app.Status()
	gauge := func(d *prometheus.Desc, v int, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(v), labels...)
	}
	gauge(c.desired, s.Slots.Desired)
	gauge(c.slots, s.Slots.Idle, "idle")
	gauge(c.slots, s.Slots.Busy, "busy")
	gauge(c.slots, s.Slots.Starting, "starting")
	gauge(c.slots, s.Slots.Draining, "draining")
	gauge(c.slots, s.Slots.Backoff, "backoff")
	gauge(c.extra, s.Slots.Extra)
	gauge(c.version, s.Version)
	degraded := 0
	if s.Status == "degraded" {
		degraded = 1
	}
	gauge(c.degraded, degraded)
	for reason, n := range c.app.manager.Snapshot().Restarts {
		ch <- prometheus.MustNewConstMetric(c.restarts, prometheus.CounterValue, float64(n), string(reason))
	}
}
