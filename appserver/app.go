// Package appserver is one running app: its entry, runtime, workers, balancer
// and control socket wired together, and its life from start to drained. serve
// runs one, platform runs many.
package appserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/manager"
	"github.com/rip-server/rip-server/runtime"
)

// Options is what an App is made of. All fields are required but Environ,
// Certificates and Challenge.
type Options struct {
	Config  *config.Config
	Entry   runtime.Entry
	Runtime runtime.Runtime
	Paths   control.Paths
	Build   string   // version of this binary, for status
	Environ []string // of the workers, before their RIP_* variables
	Logger  *slog.Logger
	// Output gets the access log and the workers' lines; Color is whether it
	// is a terminal that shows colours. Writes are whole lines.
	Output io.Writer
	Color  bool
	// StopRequested is called, once or more, when a stop is ordered over the
	// control socket. It must not wait for the App.
	StopRequested func()
	// Certificates are those of ServeTLS; nil: it is not called.
	Certificates Certificates
	// Challenge is lb.Options.Challenge: what a certificate authority is to
	// read here; nil: nothing.
	Challenge func(host, path string) (proof string, known bool)

	// Inherit is what the process that this one replaces has handed over; nil:
	// it replaces none. MetricsListener is part of that, too.
	Inherit         *control.Inheritance
	MetricsListener net.Listener
	// Upgrade starts the program as an heir and returns when that serves, or
	// why it does not; nil: there is no such order.
	Upgrade func(ctx context.Context, program string) error

	// The rest is for who runs many apps; none of it is required.

	// Gate returns what stands between the app's own ports and its balancer.
	Gate func(lb.Handler) lb.Handler
	// Observer is told what happens to workers, after the log was; see manager.Observer.
	Observer manager.Observer
	// Logs is where the workers' lines are kept, beyond the life of an App.
	Logs *control.LogBook
}

// App is a running app. Start it once, Stop it once; the rest is safe for
// concurrent use.
type App struct {
	opts     Options
	edition  atomic.Pointer[Edition]
	started  time.Time
	claim    *control.Claim
	control  *control.Server
	spawner  *manager.Spawner
	manager  *manager.Manager
	balancer *lb.Balancer
	server   *lb.Server
	access   *lb.AccessLog // nil: off
	logs     *control.LogBook
	lines    *lineWriter
	metrics  *metricsPage

	mu        sync.Mutex
	ports     map[string]int
	listeners map[string][]net.Listener // by scheme
	urls      []string
	draining  bool
	wg        sync.WaitGroup // control server and metrics listener
}

// New claims the app's sockets and wires its parts. Nothing is started yet,
// but Stop must be called. A *control.RunningError means that it runs already.
func New(ctx context.Context, opts Options) (*App, error) {
	claim, err := opts.claim(ctx)
	if err != nil {
		return nil, err
	}
	a := &App{
		opts: opts, claim: claim, started: time.Now(), ports: map[string]int{}, listeners: map[string][]net.Listener{},
		logs: opts.Logs, lines: newLineWriter(opts),
	}
	if a.logs == nil {
		a.logs = control.NewLogBook(LogLines)
	}
	a.edition.Store(&Edition{opts.Config, opts.Entry, opts.Runtime})
	if err := a.wire(); err != nil {
		return nil, errors.Join(err, a.release(ctx))
	}
	return a, nil
}

// LogLines is how much worker output is kept for `rip-server logs`.
const LogLines = 2000

func (a *App) wire() (err error) {
	cfg := a.opts.Config
	if cfg.AccessLog {
		a.access = lb.NewAccessLog(a.opts.Output, lb.LogFormat{
			JSON: cfg.JSONLogging, Color: a.opts.Color, Debug: cfg.LogLevel == "debug", App: cfg.Name,
		})
	}
	a.balancer = lb.New(a.balancerOptions())
	a.server = lb.NewServer(a.gated(), a.clientLimits(), cfg.TrustProxy, a.opts.Logger)
	a.spawner = manager.NewSpawner(a.opts.Environ)
	if a.manager, err = manager.New(a.managerConfig(a.edition.Load())); err != nil {
		return err
	}
	a.metrics = newMetricsPage(a)
	compiler, err := Compiler(a.opts.Environ, a.opts.Logger)
	if err != nil {
		return err
	}
	a.control, err = control.Listen(control.Options{
		App: cfg.Name, Socket: a.opts.Paths.Control(), Registry: a.manager, Admin: orders{a},
		Compiler: compiler, Metrics: a.metrics, Log: a.opts.Logger,
	})
	return err
}

// Serve takes requests from lns, which are all of one port, in goroutines of
// its own, and closes them at the end; host is what they were opened for.
// Requests wait until the first worker is ready.
func (a *App) Serve(lns []net.Listener, host string) {
	a.listens("http", lns, host)
	for _, ln := range lns {
		a.server.Serve(ln, "http")
	}
}

// listens notes what is listened on, for status.
func (a *App) listens(scheme string, lns []net.Listener, host string) {
	port := lns[0].Addr().(*net.TCPAddr).Port
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ports[scheme] = port
	a.listeners[scheme] = append(a.listeners[scheme], lns...)
	a.urls = append(a.urls, URL(scheme, host, port))
}

// Start starts control socket, metrics and workers. It returns at once; Ready
// tells when the workers are up.
func (a *App) Start() error {
	if addr := a.opts.Config.Metrics; addr != "" {
		if err := a.metrics.listen(addr, a.opts.MetricsListener, &a.wg); err != nil {
			return fmt.Errorf("listen for metrics on %s: %w", addr, err)
		}
	}
	a.wg.Go(func() { // ends with control.Close
		if err := a.control.Serve(); err != nil {
			a.opts.Logger.Error("the control socket failed; workers cannot join any more, restart the server", "err", err)
		}
	})
	a.manager.Start()
	return nil
}

// Ready waits until every slot has a worker that serves, or reports why the
// first one that failed did so. Attempts go on after an error.
func (a *App) Ready(ctx context.Context) error {
	s, err := a.manager.Wait(ctx, func(s manager.Snapshot) bool {
		return s.Ready == s.Desired || s.Backoff > 0 && s.LastError != ""
	})
	if err != nil {
		return err
	}
	if s.Ready < s.Desired {
		return errors.New(s.LastError)
	}
	return nil
}

// Stop drains and ends the app: no new connections, queued and running
// requests are answered, streams get a short grace, then the workers go. When
// ctx ends first, whatever is left is cut off and killed. Nothing remains.
func (a *App) Stop(ctx context.Context) error {
	a.mu.Lock()
	a.draining = true
	a.mu.Unlock()
	patience := a.edition.Load().Config.DrainTimeout
	drain, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	a.balancer.DrainStreams()
	cut := a.server.Shutdown(drain)
	if cut != nil && ctx.Err() == nil {
		a.opts.Logger.Warn("not every request was answered in time; the rest is cut off", "drain-timeout", patience)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, cutGrace)
		defer cancel()
	}
	err := a.manager.Stop(ctx)
	return errors.Join(err, a.release(ctx))
}

// cutGrace is how long workers may take to go when their requests have been
// cut off already.
const cutGrace = 2 * time.Second

// release ends what wire has made, as far as it came.
func (a *App) release(ctx context.Context) error {
	var errs []error
	if a.balancer != nil {
		a.balancer.Close()
	}
	if a.server != nil {
		a.server.Wait()
	}
	if a.control != nil {
		errs = append(errs, a.control.Close(ctx))
	}
	if a.metrics != nil {
		a.metrics.close()
	}
	a.wg.Wait()
	if a.spawner != nil {
		a.spawner.Close()
	}
	if a.access != nil {
		a.access.Close()
	}
	return errors.Join(append(errs, a.claim.Release())...)
}
