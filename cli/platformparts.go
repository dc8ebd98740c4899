package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
	"github.com/rip-server/rip-server/platform/dashboard"
	"github.com/rip-server/rip-server/platform/inprocess"
	"github.com/rip-server/rip-server/platform/router"
	"github.com/rip-server/rip-server/platform/store"
)

// preparePlatform makes all parts, so that a taken port or a running twin is
// told before anything starts. close undoes it; after an error it is done.
func (p *Process) preparePlatform(o platformOptions, from received) (s *platformServer, err error) {
	s = &platformServer{Process: p, platformOptions: o, begun: time.Now(), ordered: make(chan struct{}, 1), from: from}
	home, err := p.platformHome()
	if err != nil {
		return nil, err
	}
	loaded, err := config.Load(config.Sources{Dir: home, Environ: p.Environ, Flags: o.flags})
	if err != nil {
		return nil, &usageError{err}
	}
	s.config = loaded.Config
	s.logger = p.logger(s.config)
	s.service = supervised{from.Service, s.logger}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	for _, make := range []func() error{
		s.claim, s.listen, func() error { return s.openStore(home) }, s.makeController, s.makeFront,
	} {
		if err := make(); err != nil {
			return s, err
		}
	}
	return s, nil
}

// platformHome is the directory that the platform keeps its things in, and
// which nobody else may enter.
func (p *Process) platformHome() (string, error) {
	home := p.getenv("RIP_HOME")
	if home == "" {
		users, err := p.home()
		if err != nil {
			return "", fmt.Errorf("%w and neither has the platform; set RIP_HOME to a directory of your own", err)
		}
		home = filepath.Join(users, ".rip-server")
	}
	home, err := filepath.Abs(home)
	if err != nil {
		return "", fmt.Errorf("RIP_HOME: %w", err)
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return "", fmt.Errorf("make the platform's directory: %w", err)
	}
	home = filepath.Join(home, "platform")
	return home, control.EnsureDir(home)
}

// claim makes sure that this user runs no other platform with the same sockets.
func (s *platformServer) claim() error {
	paths, err := s.platformPaths()
	if err != nil {
		return err
	}
	claim, paths, err := s.take(paths)
	var running *control.RunningError
	if errors.As(err, &running) {
		return fmt.Errorf("a platform runs already (pid %d): stop it with \"rip-server platform stop\", or run beside it with a RIP_HOME and a RIP_RUNTIME_DIR of its own", running.PID)
	}
	if err != nil {
		return err
	}
	s.held, s.generation = claim, paths.Generation()
	s.undo = append(s.undo, claim.Release)
	return nil
}

// take claims paths, or inherits the claim of a predecessor.
func (s *platformServer) take(paths control.Paths) (*control.Claim, control.Paths, error) {
	if lock, ok := s.from.predecessor.Lock(platformName); ok {
		return paths.Inherit(context.Background(), control.Inheritance{Lock: lock.File, Generation: lock.Generation})
	}
	claim, err := paths.Claim(context.Background())
	return claim, paths, err
}

// listen opens the platform's port, if the service manager has not. It is where everything is found, so
// another one is never taken instead.
func (s *platformServer) listen() (err error) {
	for name, lns := range s.from.listeners {
		if !strings.HasPrefix(name, appPrefix) {
			s.listeners = append(s.listeners, lns...)
		}
	}
	if len(s.listeners) > 0 {
		s.undo = append(s.undo, s.closeListeners)
		return onlyTCP(s.listeners)
	}
	if s.listeners, err = lb.Listen(s.host, s.port, 1); err == nil {
		s.undo = append(s.undo, s.closeListeners)
		return nil
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %d is taken by %s: stop it, or choose another port: rip-server platform %d", s.port, holder(s.port), s.port+1)
	}
	return listenError(err, s.port)
}

// closeListeners closes those that were never served; the others are closed.
func (s *platformServer) closeListeners() error {
	for _, ln := range s.listeners {
		ln.Close()
	}
	return nil
}

func (s *platformServer) openStore(home string) (err error) {
	if s.ephemeral {
		s.store = store.NewMemory()
	} else {
		s.movable, err = store.OpenMovable(func() (store.Store, error) { return store.Open(filepath.Join(home, "state.db")) })
		if err != nil {
			return err
		}
		s.store = s.movable
	}
	s.undo = append(s.undo, s.store.Close)
	s.tokens = access.NewTokens(s.store)
	if s.audit, err = access.OpenAudit(filepath.Join(home, "audit.log")); err != nil {
		return err
	}
	s.undo = append(s.undo, s.audit.Close)
	return s.firstToken()
}

// tokenRequired is whether everybody needs a token: when others than this
// machine's users can reach the platform, or its owner says so.
func (s *platformServer) tokenRequired() bool { return s.closed || !isLoopback(s.host) }

// firstToken makes a token when one is needed and there is none.
func (s *platformServer) firstToken() error {
	if !s.tokenRequired() {
		return nil
	}
	list, err := s.tokens.List(context.Background())
	if err != nil || len(list) > 0 {
		return err
	}
	text, _, err := s.tokens.Create(context.Background(), "first", access.Admin, 0)
	if err != nil {
		return fmt.Errorf("make the first token: %w", err)
	}
	s.notes = append(s.notes, "token (shown this once): "+text)
	return nil
}

func (s *platformServer) makeController() error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program, to start workers with: %w", err)
	}
	s.controller, err = platform.New(platform.Options{
		Store: s.store, Environ: s.Environ, Program: program, Root: s.root, Host: s.host,
		Build: version(), Logger: s.logger, Output: &lockedWriter{w: s.Stdout}, Color: s.color(s.Stdout),
		Certificates: s.appCertificates, Handed: s.from.handed(),
	})
	if err != nil {
		return err
	}
	s.handover, err = s.newHandover()
	return err
}

// appCertificates are those of one app, as "serve" has them.
func (s *platformServer) appCertificates(c *config.Config, logger *slog.Logger) (appserver.Certificates, error) {
	live, note, err := s.certificates(c, logger)
	if err != nil {
		return nil, err
	}
	logger.Info("https: " + note)
	return live, nil
}

// makeFront makes what answers on the platform's port and on its owner's door.
func (s *platformServer) makeFront() error {
	names := append([]string{s.host}, s.names...)
	options := api.Options{
		Controller: s.controller, Tokens: s.tokens, TokenRequired: s.tokenRequired(), Audit: s.audit, Hosts: names,
		Dashboard: dashboard.Handler(), Shutdown: s.order, Ephemeral: s.ephemeral, Build: version(), Log: s.logger,
	}
	s.own = inprocess.New(api.New(options), inprocess.Options{
		Name: "platform", MaxBody: api.MaxBody, Timeout: api.Patience + time.Minute, Log: s.logger,
	})
	s.undo = append(s.undo, func() error {
		s.server.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), politeness)
		defer cancel()
		return s.own.Close(ctx)
	})
	reserved := api.Own(names)
	reserved.Handler = s.own
	s.router = router.New(reserved)
	s.server = lb.NewServer(s.router, lb.ClientLimits{
		HeaderTimeout: s.config.HeaderTimeout, IdleTimeout: s.config.IdleTimeout,
		MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget,
	}, s.config.TrustProxy, s.logger)
	options.TokenRequired = false // who comes through this door is who runs the platform
	door, err := s.openDoor(api.New(options))
	if err != nil {
		return err
	}
	s.door = door
	s.undo = append(s.undo, door.close)
	return nil
}
