package cli

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/ca/acme"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/manager"
	"github.com/rip-server/rip-server/runtime"
)

func newServe(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve <app-path> [words and flags in any order]",
		Short: "Serve an app",
		Long: `Serve an app: a directory with index.rip, index.ts or index.js, or one file. No path is the current directory.

Words stand in any order; the common ones, with "rip-server help words" for all:
  w:4  w:auto          workers; each runs one request at a time
  r:10000              requests after which a worker is replaced
  8080  http:8080      port (default 3000, or the next free one)
  dev  prod            development (default): code reloads with each request,
                       errors are shown; production: neither

All settings are also flags. "rip-server config explain" shows every value in effect and where it came from; "rip-server config keys" explains them at length.`,
		Example: `rip-server ./apps/example
rip-server ./apps/example w:4 http:5002
rip-server prod w:auto 8080 ./app.ts --json-logging`,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: completeWord,
	}
	file := appFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		from, p, err := p.receive()
		if err != nil {
			return err
		}
		a, err := p.loadApp(args, cmd.Flags(), *file)
		if err != nil {
			return errors.Join(err, from.predecessor.Fail(err))
		}
		return p.serve(a, from)
	}
	return cmd
}

// serve runs the app until it is told to stop.
func (p *Process) serve(a *app, from received) error {
	s, err := p.prepare(a, from)
	if err != nil {
		return errors.Join(err, from.predecessor.Fail(err))
	}
	if err := s.begin(); err != nil {
		return errors.Join(err, from.predecessor.Fail(err), s.stop())
	}
	s.banner()
	starting, cancel := context.WithCancel(context.Background())
	living, die := context.WithCancel(context.Background())
	var announcer, watcher sync.WaitGroup
	announcer.Go(func() { s.announce(starting) })
	watcher.Go(func() { s.service.watch(living, func() { s.app.Status() }) })
	s.awaitStop()
	cancel()
	announcer.Wait()
	close(s.handover.stopping)
	err = s.stop() // the watchdog watches that, too
	die()
	watcher.Wait()
	return err
}

// server is one run of serve.
type server struct {
	*Process
	app      *appserver.App
	config   *config.Config
	runtime  runtime.Runtime
	logger   *slog.Logger
	service  supervised
	from     received
	ports    openedPorts
	heir     int           // pid of the process that has taken over; 0: none
	keeper   *acme.Keeper  // nil: certificates are not got over ACME
	notes    []string      // about ports and certificates
	ordered  chan struct{} // a stop came over the control socket
	reloads  sync.WaitGroup
	handover *handover
}

// prepare opens what must be had before anything is started, so that a taken
// port or a running twin is told at once.
func (p *Process) prepare(a *app, from received) (*server, error) {
	rt, err := p.runtimeFor(a)
	if err != nil {
		return nil, err
	}
	paths, err := p.paths(a)
	if err != nil {
		return nil, err
	}
	s := &server{
		Process: p, config: a.Config, runtime: rt, logger: p.logger(a.Config),
		service: supervised{from.Service, p.logger(a.Config)}, from: from, ordered: make(chan struct{}, 1),
	}
	if s.handover, err = s.newHandover(); err != nil {
		return nil, err
	}
	opts := appserver.Options{
		Config: a.Config, Entry: a.entry, Runtime: rt, Paths: paths, Build: version(),
		Environ: p.Environ, Logger: s.logger, Output: &lockedWriter{w: p.Stdout}, Color: p.color(p.Stdout),
		StopRequested: s.order, Upgrade: s.handover.to, MetricsListener: from.metrics(),
	}
	if lock, ok := from.predecessor.Lock(claimName); ok {
		opts.Inherit = &control.Inheritance{Lock: lock.File, Generation: lock.Generation}
	}
	if err := s.secure(&opts); err != nil {
		return nil, err
	}
	ports, err := openPorts(a, from.listeners)
	if err != nil {
		return nil, err
	}
	s.notes = append(s.notes, ports.notes...)
	if err := s.startKeeper(ports); err != nil {
		ports.close()
		return nil, err
	}
	for _, w := range a.Warnings {
		s.logger.Warn(w)
	}
	if s.app, err = appserver.New(context.Background(), opts); err != nil {
		ports.close()
		s.stopKeeper()
		return nil, err
	}
	s.ports = ports
	return s, nil
}

// begin starts the app. Who takes over accepts connections only when its
// workers are up: until then they are the predecessor's.
func (s *server) begin() error {
	if s.from.predecessor == nil {
		s.ports.serve(s.app, s.config.Host)
		return s.app.Start()
	}
	if err := s.app.Start(); err != nil {
		return err
	}
	if err := s.app.Ready(context.Background()); err != nil {
		return err
	}
	s.ports.serve(s.app, s.config.Host)
	s.app.Succeed()
	if err := s.from.predecessor.Ready(); err != nil {
		s.logger.Warn("the server that hands over is gone; this one serves", "err", err)
	}
	return nil
}

// order notes that a stop was asked for.
func (s *server) order() {
	select {
	case s.ordered <- struct{}{}:
	default: // it was already
	}
}

// awaitStop waits for a signal, an order, or an heir. SIGHUP reloads, SIGUSR2
// upgrades.
func (s *server) awaitStop() {
	for {
		select {
		case <-s.ordered:
			return
		case s.heir = <-s.handover.done:
			return
		case sig := <-s.Signals:
			switch sig {
			case syscall.SIGHUP:
				s.reloads.Go(s.reload)
			case syscall.SIGUSR2:
				s.reloads.Go(s.upgradeSelf)
			default:
				return
			}
		}
	}
}

// upgradeSelf is the order that comes as a signal.
func (s *server) upgradeSelf() {
	if err := s.handover.to(context.Background(), ""); err != nil {
		s.logger.Error("upgrade on SIGUSR2 failed", "err", err)
	}
}

// reload runs beside awaitStop, so that a stop need not wait for it; stopping
// ends it.
func (s *server) reload() {
	done := s.service.reloading()
	defer func() { done(s.summary()) }()
	if err := s.app.Reload(context.Background()); err != nil && !errors.Is(err, manager.ErrStopped) {
		s.logger.Error("reload on SIGHUP failed", "err", err)
	}
}

// stop drains the app; a second signal ends that at once.
func (s *server) stop() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { // ends with the app, which a second signal hastens
		if s.heir != 0 {
			s.app.Retire(ctx)
		}
		err := s.app.Stop(ctx)
		s.reloads.Wait()
		s.stopKeeper()
		done <- err
	}()
	if s.heir != 0 {
		s.logger.Info("handed over; what is in flight is answered here", "to", s.heir)
	} else {
		s.service.tell(s.service.Stopping())
		s.logger.Info("stopping: requests in flight are answered first; ctrl-C again ends it at once")
	}
	for {
		select {
		case err := <-done:
			return err
		case sig := <-s.Signals:
			if sig == syscall.SIGHUP || sig == syscall.SIGUSR2 {
				continue
			}
			cancel()
			if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
				return err
			}
			return errors.New("stopped at once: requests in flight were cut off")
		}
	}
}

// lockedWriter lets access log and worker output share a writer.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
