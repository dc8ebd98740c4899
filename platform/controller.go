// Package platform runs many apps on one machine: it keeps what is wanted of
// each in a store, and makes it so. Every app is an appserver.App of its own,
// with its own workers, queue, limits and ports, and has one goroutine that
// carries out what is ordered of it, so that no app waits for another.
//
// The HTTP API, the router of the platform's port and the dashboard are packages
// below this one; they ask the Controller and own none of its state.
package platform

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform/copies"
	"github.com/rip-server/rip-server/platform/store"
)

// Options is what a Controller is made of. Fields without a default are required.
type Options struct {
	// Store keeps what is wanted. It stays the caller's, who closes it after Stop.
	Store store.Store
	// Environ is that of the process: where RIP_RUNTIME_DIR is, and what workers
	// get before their own variables.
	Environ []string
	// Program is this program's path, to start embedded workers with. Without it
	// they can live within the server only.
	Program string
	// Root bounds which directories may be deployed, links resolved; "" is no bound.
	Root string
	// Host is where the apps' own ports listen unless their settings say
	// otherwise. Default localhost.
	Host string
	// FirstPort and FirstHTTPSPort are where the search for free ones begins.
	// Default 3001 and 3443.
	FirstPort, FirstHTTPSPort int
	// Certificates are those that an app is served with over HTTPS. Default:
	// none, and HTTPS is refused.
	Certificates func(*config.Config, *slog.Logger) (appserver.Certificates, error)
	// Copies is where versions are that keep their code, and how large they may be.
	// Default: in a temporary directory, until Stop.
	Copies copies.Options
	// Handed is what the controller that this one replaces has handed over, by
	// app. Nil: it replaces none.
	Handed map[string]Handed
	// Build is the version of this program.
	Build  string
	Logger *slog.Logger
	// Output gets access logs, where apps have one, and what workers print, each
	// line with the app's name; it must be safe for concurrent use. Default:
	// nobody; Logs has it all the same.
	Output io.Writer
	// Color is whether Output is a terminal that shows colours.
	Color bool
}

// Controller runs the apps. Start it once, Stop it once; all else is safe for
// concurrent use. The context of an order bounds the waiting for it, not the
// order: what has begun goes on without its caller.
type Controller struct {
	opts     Options
	environ  []string // of workers
	root     string   // resolved; "" is no bound
	runtimes *runtimes
	copies   *copies.Shelf
	ports    *portBook
	events   *eventLog
	routes   *routeBell
	started  time.Time
	stopping atomic.Bool
	quit     chan struct{}  // closed by Stop
	wg       sync.WaitGroup // actors, sampler and starter

	admission sync.Mutex // held while a name and its ports are given out

	mu   sync.Mutex
	apps map[string]*actor
	// taken are the apps that have what was handed over of them.
	taken map[string]bool
}

// New returns a controller that has read nothing yet.
func New(opts Options) (*Controller, error) {
	if opts.Store == nil || opts.Logger == nil {
		return nil, errors.New("platform: Store and Logger are required")
	}
	opts.Host = cmp.Or(opts.Host, "localhost")
	opts.FirstPort, opts.FirstHTTPSPort = cmp.Or(opts.FirstPort, 3001), cmp.Or(opts.FirstHTTPSPort, 3443)
	c := &Controller{
		opts: opts, environ: workersEnviron(opts.Environ), ports: &portBook{owners: map[int]string{}},
		copies: copies.New(opts.Copies), events: newEventLog(time.Now()), routes: newRouteBell(), started: time.Now(),
		quit: make(chan struct{}), apps: map[string]*actor{}, taken: map[string]bool{},
	}
	c.runtimes = newRuntimes(c.environ, opts.Program, opts.Logger)
	if opts.Root != "" {
		root, err := filepath.Abs(opts.Root)
		if err == nil {
			root, err = filepath.EvalSymlinks(root)
		}
		if err != nil {
			return nil, fmt.Errorf("the directory that apps must be in: %w", err)
		}
		c.root = root
	}
	return c, nil
}

// workersEnviron is what apps may see of the process's environment: its token
// is for people.
func workersEnviron(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(entry string) bool { return strings.HasPrefix(entry, "RIP_TOKEN=") })
}

// Start reads what is wanted and begins to make it so. It returns when all apps
// are known; they start in the background.
func (c *Controller) Start(ctx context.Context) error {
	entries, _, err := c.opts.Store.List(ctx, specs)
	if err != nil {
		return fmt.Errorf("read what is wanted of the apps: %w", err)
	}
	c.sweepCopies(entries)
	var wanted []*actor
	for _, e := range entries {
		var spec Spec
		if err := json.Unmarshal(e.Value, &spec); err != nil || keyOf(spec.Name) != e.Key {
			c.opts.Logger.Error("an app in the store cannot be understood; it is left alone", "key", e.Key, "err", err)
			continue
		}
		c.ports.keep(spec.Name, spec.Port, spec.HTTPSPort)
		a := newActor(c, spec, e.Revision)
		if spec.Run {
			a.gate.hold(nil, "", startPatience, maxHeld)
			wanted = append(wanted, a)
		} else {
			a.now.state = Stopped
			a.publish()
		}
		c.adopt(a)
	}
	c.wg.Go(c.sampleAll)
	c.wg.Go(func() { c.startAll(wanted) })
	return nil
}

// Stop drains and ends all apps, at the same time. What is wanted of them stays
// in the store. When ctx ends first, what is left is cut off and killed.
func (c *Controller) Stop(ctx context.Context) error {
	c.admission.Lock() // nobody is admitted any more
	again := c.stopping.Swap(true)
	c.admission.Unlock()
	if again {
		return ErrStopping
	}
	close(c.quit)
	actors := c.actors()
	hurry := context.AfterFunc(ctx, func() {
		for _, a := range actors {
			a.cut()
		}
	})
	defer hurry()
	errs := make([]error, len(actors))
	var ends sync.WaitGroup
	for i, a := range actors {
		ends.Go(func() {
			err := a.do(context.Background(), true, func(context.Context) error {
				a.over = true
				return a.halt()
			})
			if !errors.Is(err, ErrStopping) { // one that has just been undeployed has ended already
				errs[i] = err
			}
		})
	}
	ends.Wait()
	c.wg.Wait()
	return errors.Join(append(errs, c.copies.Close())...)
}

func (c *Controller) getenv(name string) string { return variable(c.opts.Environ, name) }
