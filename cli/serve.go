package cli

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
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
	s.awaitStop(func() { s.signaled.Go(s.reload) })
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
	lifecycle
	app     *appserver.App
	config  *config.Config
	runtime runtime.Runtime
	ports   appserver.Ports
	tls     secured
	notes   []string // about ports and certificates
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
	s := &server{lifecycle: p.newLifecycle(p.logger(a.Config), from), config: a.Config, runtime: rt}
	if err := s.makeHandover(); err != nil {
		return nil, err
	}
	opts := s.options(a, paths)
	if s.tls, err = s.secure(a.Config, ofApp(a.Config), s.logger); err != nil {
		return nil, err
	}
	opts.Certificates, opts.Challenge = s.tls.certificates, s.tls.challenge()
	firm := func(key string) bool { return a.IsSet(key) || a.Config.HTTPS == "acme" }
	ports, err := openPorts(a.Config, firm, from.listeners)
	if err != nil {
		return nil, err
	}
	if err := s.tls.start(a.Config, ports.Ports); err != nil {
		ports.Close()
		return nil, err
	}
	s.notes = append(s.tls.notes, ports.notes...)
	for _, w := range a.Warnings {
		s.logger.Warn(w)
	}
	if s.app, err = appserver.New(context.Background(), opts); err != nil {
		ports.Close()
		s.tls.stop()
		return nil, err
	}
	s.ports = ports.Ports
	return s, nil
}

// options are what the app is made of, certificates aside.
func (s *server) options(a *app, paths control.Paths) appserver.Options {
	opts := appserver.Options{
		Config: a.Config, Entry: a.entry, Runtime: s.runtime, Paths: paths, Build: version(),
		Environ: s.Environ, Logger: s.logger, Output: &lockedWriter{w: s.Stdout}, Color: s.color(s.Stdout),
		StopRequested: s.order, Upgrade: s.handover.to, MetricsListener: s.from.metrics(),
	}
	if lock, ok := s.from.predecessor.Lock(claimName); ok {
		opts.Inherit = &control.Inheritance{Lock: lock.File, Generation: lock.Generation}
	}
	return opts
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
