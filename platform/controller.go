// Package platform runs many apps on one machine: it keeps what is wanted of
// each in a store, and makes it so. Every app is an appserver.App of its own,
// with its own workers, queue, limits and ports, and has one goroutine that
// carries out what is ordered of it, so that no app waits for another.
//
// The HTTP API, the router of the platform's port and the dashboard are packages
// below this one; they ask the Controller and own none of its state.
package platform

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform/store"
)

// Options is what a Controller is made of. Fields without a default are required.
type Options struct {
	// Store keeps what is wanted. It stays the caller's, who closes it after Stop.
	Store store.Store
	// Environ is that of the process: where RIP_HOME and RIP_RUNTIME_DIR are, and
	// what workers get before their own variables.
	Environ []string
	// Program is this program's path, to start embedded workers with.
	Program string
	// Root bounds which directories may be deployed, links resolved; "" is no bound.
	Root string
	// Host is where the apps' own ports listen unless their settings say
	// otherwise. Default localhost.
	Host string
	// FirstPort and FirstHTTPSPort are where the search for free ones begins.
	// Default 3001 and 3443.
	FirstPort, FirstHTTPSPort int
	// Build is the version of this program.
	Build  string
	Logger *slog.Logger
	// Output gets access logs, where apps have one, and what workers print, each
	// line with the app's name. Default: nobody; Logs has it all the same.
	Output io.Writer
	// Color is whether Output is a terminal that shows colours.
	Color bool
}

// Controller runs the apps. Start it once, Stop it once; all else is safe for
// concurrent use. The context of an order bounds the waiting for it, not the
// order: what has begun goes on without its caller.
type Controller struct {
	opts Options
}

var errUnfinished = errors.New("the controller is being built")

// New returns a controller that has read nothing yet.
func New(opts Options) (*Controller, error) { return &Controller{opts: opts}, nil }

// Start reads what is wanted and begins to make it so. It returns when all apps
// are known; they start in the background.
func (c *Controller) Start(ctx context.Context) error { return errUnfinished }

// Stop drains and ends all apps, at the same time. What is wanted of them stays
// in the store. When ctx ends first, what is left is cut off and killed.
func (c *Controller) Stop(ctx context.Context) error { return errUnfinished }

// Apps are all apps, by name.
func (c *Controller) Apps() []App { return nil }

// App is the app of that name, or ErrNotFound.
func (c *Controller) App(name string) (App, error) { return App{}, errUnfinished }

// Stats is the sum over all apps.
func (c *Controller) Stats() Stats { return Stats{} }

// Deploy deploys a new app or a new version of one, and returns when it serves
// or it is known why not. A new app whose workers do not come up is deployed all
// the same: its state is error and attempts go on. A version of a running app
// takes over when all its workers have come up; else the error is
// ErrDidNotStart with the reason, and the version before goes on.
func (c *Controller) Deploy(ctx context.Context, d Deployment) (App, error) {
	return App{}, errUnfinished
}

// Undeploy stops an app and forgets it.
func (c *Controller) Undeploy(ctx context.Context, name string) error { return errUnfinished }

// StartApp has an app running and returns when it does, or with ErrDidNotStart
// when its workers do not come up; attempts go on then. Nothing happens to one
// that runs; one that is idle is woken.
func (c *Controller) StartApp(ctx context.Context, name string) error { return errUnfinished }

// StopApp ends an app's workers when they have answered what they have. The app
// keeps its ports and is not started again with the controller. Nothing happens
// to one that is stopped.
func (c *Controller) StopApp(ctx context.Context, name string) error { return errUnfinished }

// RestartApp replaces all workers, one after the other, without a request lost;
// it starts an app that does not run.
func (c *Controller) RestartApp(ctx context.Context, name string) error { return errUnfinished }

// Scale sets the number of workers, now or for the next start.
func (c *Controller) Scale(ctx context.Context, name string, workers int) (previous, current int, err error) {
	return 0, 0, errUnfinished
}

// Rollback makes an earlier version the current one, as Deploy does with a new
// one; 0 is the one before the current one.
func (c *Controller) Rollback(ctx context.Context, name string, version int) (App, error) {
	return App{}, errUnfinished
}

// Patch changes settings. ifRevision is the App.Revision that the caller has
// read, or else ErrRevision; 0 is any.
func (c *Controller) Patch(ctx context.Context, name string, changes Changes, ifRevision uint64) (App, error) {
	return App{}, errUnfinished
}

// Check looks whether a directory could be deployed, with these settings.
func (c *Controller) Check(directory string, settings map[string]string) (Checked, error) {
	return Checked{}, errUnfinished
}

// Checked is what would be deployed.
type Checked struct {
	Directory string // absolute, links resolved
	Entry     string // the module that the app begins with
	Runtime   string // what would run its workers
	Name      string // made from the directory
}

// Events returns what happened after the event with that ID, as far as it is
// kept, and what happens from now on. live is closed when its reader falls far
// behind: who wants to go on begins anew after the last event it has seen.
// cancel ends it; it must be called.
func (c *Controller) Events(since uint64) (replay []Event, live <-chan Event, cancel func()) {
	ended := make(chan Event)
	close(ended)
	return nil, ended, func() {}
}

// Logs returns the last lines of an app's workers, oldest first, also of runs
// before, and with follow those to come until ctx ends or the app is undeployed.
// The channel is closed at the end.
func (c *Controller) Logs(ctx context.Context, name string, lines int, follow bool) (<-chan control.LogLine, error) {
	return nil, errUnfinished
}

// Samples is the app's past, at most window and at most 15 minutes of it.
func (c *Controller) Samples(name string, window time.Duration) (Series, error) {
	return Series{}, errUnfinished
}

// Handler answers requests for an app, as Route.Handler does; or ErrNotFound.
func (c *Controller) Handler(name string) (lb.Handler, error) { return nil, errUnfinished }

// Routes are how all apps are reached, by name; changed is closed as soon as
// that is not so any more.
func (c *Controller) Routes() (routes []Route, changed <-chan struct{}) {
	return nil, make(chan struct{})
}
