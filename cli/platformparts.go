package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/store"
)

// preparePlatform makes all parts, so that a taken port or a running twin is
// told before anything starts. close undoes it; after an error it is done.
func (p *Process) preparePlatform(o platformOptions, from received) (s *platformServer, err error) {
	begun := time.Now()
	home, err := p.platformHome()
	if err != nil {
		return nil, err
	}
	loaded, err := p.platformConfig(home, o)
	if err != nil {
		return nil, err
	}
	s = &platformServer{
		lifecycle: p.newLifecycle(p.logger(loaded.Config), from), platformOptions: o, config: loaded.Config, begun: begun,
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	for _, make := range []func() error{
		s.claim, s.secureFront, s.listen, func() error { return s.openStore(home) }, s.makeController, s.makeFront,
	} {
		if err := make(); err != nil {
			return s, err
		}
	}
	for _, w := range loaded.Warnings {
		s.logger.Warn(w)
	}
	return s, nil
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
		s.copies.Dir = filepath.Join(home, "copies")
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
func (s *platformServer) tokenRequired() bool { return s.closed || !isLoopback(s.config.Host) }

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
		Store: s.store, Environ: s.Environ, Program: program, Root: s.root, Host: s.config.Host,
		Build: version(), Logger: s.logger, Output: &lockedWriter{w: s.Stdout}, Color: s.color(s.Stdout),
		Certificates: s.appCertificates, Handed: s.from.handed(), Copies: s.copies,
	})
	if err != nil {
		return err
	}
	return s.makeHandover()
}

// appCertificates are those of one app, as "serve" has them.
func (s *platformServer) appCertificates(c *config.Config, logger *slog.Logger) (appserver.Certificates, error) {
	live, note, err := s.certificates(c, ofApp(c), logger)
	if err != nil {
		return nil, err
	}
	logger.Info("https: " + note)
	return live, nil
}
