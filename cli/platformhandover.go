package cli

import (
	"context"
	"net"
	"strings"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/takeover"
	"github.com/rip-server/rip-server/platform"
)

// The names by which a platform hands over: its claim under platformName and its
// own ports by scheme, an app's claim under "app/<name>", or "serving/<name>" when its
// workers serve, and its sockets under "app/<name>/<scheme>".
const (
	platformName = "platform"
	appPrefix    = "app/"
	servePrefix  = "serving/"
)

// platformPatience is what an heir's apps may take together to come up.
const platformPatience = 2 * time.Minute

// makeHandover makes what replaces this platform. The store is one process's at
// a time: while an heir comes up, nothing can be changed.
func (s *platformServer) makeHandover() (err error) {
	if s.handover, err = s.newHandover(platformPatience); err != nil {
		return err
	}
	s.handover.estate, s.handover.bequeath = s.estate, s.bequeath
	if s.movable != nil {
		s.handover.loosen, s.handover.fasten = s.movable.LetGo, s.movable.Reopen
	}
	return nil
}

// estate is what an heir of this platform needs.
func (s *platformServer) estate() takeover.Estate {
	e := takeover.Estate{
		Listeners: map[string][]net.Listener{},
		Locks:     map[string]takeover.Lock{platformName: {File: s.held.Lock(), Generation: s.generation + 1}},
	}
	for scheme, lns := range map[string][]net.Listener{"http": s.ports.HTTP, "https": s.ports.HTTPS} {
		if lns != nil {
			e.Listeners[scheme] = lns
		}
	}
	for name, app := range s.controller.Estates() {
		kind := appPrefix
		if app.Serving {
			kind = servePrefix
		}
		e.Locks[kind+name] = takeover.Lock{File: app.Inherit.Lock, Generation: app.Inherit.Generation}
		for scheme, lns := range app.Listeners {
			e.Listeners[appPrefix+name+"/"+scheme] = lns
		}
	}
	return e
}

// bequeath leaves everything to the heir that serves.
func (s *platformServer) bequeath(pid int) error {
	s.door.leave()
	if err := s.held.Bequeath(pid); err != nil {
		return err
	}
	return s.controller.Bequeath(pid)
}

// handed is what a predecessor hands over of its apps.
func (r received) handed() map[string]platform.Handed {
	if r.predecessor == nil {
		return nil
	}
	all := map[string]platform.Handed{}
	for name, lns := range r.listeners {
		app, isApp := strings.CutPrefix(name, appPrefix)
		app, scheme, _ := strings.Cut(app, "/")
		if !isApp {
			continue
		}
		h, known := all[app]
		if !known {
			h.Listeners = map[string][]net.Listener{}
			lock, serving := r.predecessor.Lock(servePrefix + app)
			if !serving {
				lock, _ = r.predecessor.Lock(appPrefix + app)
			}
			h.Serving, h.Inherit = serving, control.Inheritance{Lock: lock.File, Generation: lock.Generation}
		}
		h.Listeners[scheme] = lns
		all[app] = h
	}
	return all
}

// succeed waits until the apps serve that did so before, and tells the
// predecessor. The platform's own port is served from then on.
func (s *platformServer) succeed() error {
	ctx, cancel := context.WithTimeout(context.Background(), platformPatience)
	defer cancel()
	return s.controller.Settled(ctx)
}

// succeeded makes this process the platform's owner.
func (s *platformServer) succeeded() {
	s.held.Succeed()
	s.controller.Succeed()
	if err := s.from.predecessor.Ready(); err != nil {
		s.logger.Warn("the platform that hands over is gone; this one serves", "err", err)
	}
}

// retire answers what comes on the connections there are, on all ports.
func (s *platformServer) retire(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, s.config.IdleTimeout+time.Second)
	defer cancel()
	s.own.EndStreams()
	done := make(chan struct{})
	go func() { // ends with ctx
		defer close(done)
		s.server.Retire(ctx)
	}()
	s.controller.Retire(ctx)
	<-done
}
