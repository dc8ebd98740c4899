package api_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

var _ api.Controller = (*platform.Controller)(nil)

// fake is a controller whose apps exist in its memory only. fail has the errors
// that its methods are to return, by their names.
type fake struct {
	mu     sync.Mutex
	apps   map[string]*platform.App
	fail   map[string]error
	block  chan struct{} // what StartApp waits for, if it is there
	begun  chan struct{} // gets one for each StartApp that waits
	events []platform.Event
	live   chan platform.Event
	lines  []control.LogLine
	more   chan control.LogLine
	last   platform.Deployment
	change platform.Changes

	readers atomic.Int64 // of logs
}

func newFake() *fake {
	return &fake{
		apps: map[string]*platform.App{}, fail: map[string]error{}, begun: make(chan struct{}, 99),
		live: make(chan platform.Event, 9), more: make(chan control.LogLine),
	}
}

func (f *fake) failing(method string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fail[method]
}

func (f *fake) fails(method string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fail[method] = err
}

// ordered is the last deployment and the last changes.
func (f *fake) ordered() (platform.Deployment, platform.Changes) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last, f.change
}

// printed is what the workers print.
func (f *fake) printed(lines ...control.LogLine) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = lines
}

// happened is what happens to shop, in even numbers, and blog.
func (f *fake) happened(ids ...uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		f.events = append(f.events, platform.Event{ID: id, App: []string{"shop", "blog"}[id%2], Kind: platform.AppState, Message: fmt.Sprint("event ", id)})
	}
}

// blocks makes StartApp wait until the function it returns is called.
func (f *fake) blocks() (release func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.block = make(chan struct{})
	return sync.OnceFunc(func() { close(f.block) })
}

// with does something to an app that exists.
func (f *fake) with(method, name string, do func(*platform.App)) error {
	if err := f.failing(method); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	app := f.apps[name]
	if app == nil {
		return fmt.Errorf("app %s: %w", name, platform.ErrNotFound)
	}
	do(app)
	return nil
}

func (f *fake) Apps() (list []platform.App) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, app := range f.apps {
		list = append(list, *app)
	}
	slices.SortFunc(list, func(a, b platform.App) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func (f *fake) App(name string) (app platform.App, err error) {
	err = f.with("App", name, func(a *platform.App) { app = *a })
	return app, err
}

func (f *fake) Stats() platform.Stats {
	return platform.Stats{Apps: len(f.Apps()), Running: 1, Workers: 3, Version: "test"}
}

func (f *fake) Deploy(_ context.Context, d platform.Deployment) (platform.App, error) {
	if err := f.failing("Deploy"); err != nil {
		return platform.App{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last = d
	app := f.apps[d.Name]
	switch {
	case app != nil && !d.Update:
		return platform.App{}, fmt.Errorf("app %s %w", d.Name, platform.ErrExists)
	case d.IfRevision != 0 && (app == nil || d.IfRevision != platform.AnyRevision && d.IfRevision != app.Revision):
		return platform.App{}, fmt.Errorf("%w; read it again", platform.ErrRevision)
	}
	if app == nil {
		app = &platform.App{Name: d.Name, Protocol: "http", Port: 3001, Workers: platform.DefaultWorkers, Status: platform.Deployed}
		f.apps[d.Name] = app
	}
	app.Version++
	app.Revision++
	app.Directory = d.Directory
	app.Versions = append(app.Versions, platform.VersionSummary{Version: app.Version, Directory: d.Directory, Current: true})
	if d.Workers > 0 {
		app.Workers = d.Workers
	}
	if d.Settings != nil {
		app.Settings = d.Settings
	}
	app.Hosts = d.Hosts
	if d.Path != nil {
		app.Path = *d.Path
	}
	if !d.NoStart {
		run(app)
	}
	return *app, nil
}

func run(app *platform.App) {
	now := time.Now()
	app.Status, app.StartedAt = platform.Running, &now
	app.URLs = []string{fmt.Sprintf("http://localhost:%d", app.Port)}
}

// order is with for an order, which takes the app to its next revision.
func (f *fake) order(method, name string, ifRevision uint64, do func(*platform.App)) (after platform.App, err error) {
	stale := false
	err = f.with(method, name, func(a *platform.App) {
		if stale = ifRevision != 0 && ifRevision != platform.AnyRevision && ifRevision != a.Revision; stale {
			return
		}
		do(a)
		a.Revision++
		after = *a
	})
	if stale {
		err = fmt.Errorf("%w; read it again", platform.ErrRevision)
	}
	return after, err
}

func (f *fake) Undeploy(_ context.Context, name string, ifRevision uint64) error {
	_, err := f.order("Undeploy", name, ifRevision, func(*platform.App) { delete(f.apps, name) })
	return err
}

func (f *fake) StartApp(ctx context.Context, name string, ifRevision uint64) (platform.App, error) {
	f.mu.Lock()
	block := f.block
	f.mu.Unlock()
	if block != nil {
		f.begun <- struct{}{}
		select {
		case <-block:
		case <-ctx.Done():
			return platform.App{}, ctx.Err()
		}
	}
	return f.order("StartApp", name, ifRevision, run)
}

func (f *fake) StopApp(_ context.Context, name string, ifRevision uint64) (platform.App, error) {
	return f.order("StopApp", name, ifRevision, func(a *platform.App) { a.Status, a.StartedAt = platform.Stopped, nil })
}

func (f *fake) RestartApp(_ context.Context, name string, ifRevision uint64) (platform.App, error) {
	return f.order("RestartApp", name, ifRevision, run)
}

func (f *fake) Scale(_ context.Context, name string, workers int, ifRevision uint64) (previous int, app platform.App, err error) {
	app, err = f.order("Scale", name, ifRevision, func(a *platform.App) { previous, a.Workers = a.Workers, workers })
	return previous, app, err
}

func (f *fake) Rollback(_ context.Context, name string, version int, ifRevision uint64) (platform.App, error) {
	return f.order("Rollback", name, ifRevision, func(a *platform.App) { a.Version = cmp.Or(version, 1) })
}

func (f *fake) Patch(_ context.Context, name string, c platform.Changes, ifRevision uint64) (platform.App, error) {
	return f.order("Patch", name, ifRevision, func(*platform.App) { f.change = c })
}

func (f *fake) Check(directory string, _ map[string]string) (platform.Checked, error) {
	if err := f.failing("Check"); err != nil {
		return platform.Checked{Directory: directory}, err
	}
	return platform.Checked{Directory: directory, Entry: directory + "/index.rip", Runtime: "rip", Name: "shop"}, nil
}

func (f *fake) Events(since uint64) (replay []platform.Event, live <-chan platform.Event, cancel func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.events {
		if e.ID > since {
			replay = append(replay, e)
		}
	}
	return replay, f.live, func() {}
}

func (f *fake) Logs(ctx context.Context, name string, lines int, follow bool) (<-chan control.LogLine, error) {
	if _, err := f.App(name); err != nil {
		return nil, err
	}
	out := make(chan control.LogLine)
	f.mu.Lock()
	past := slices.Clone(f.lines[max(0, len(f.lines)-lines):])
	f.mu.Unlock()
	f.readers.Add(1)
	go func() { // ends with ctx
		defer f.readers.Add(-1)
		defer close(out)
		give := func(line control.LogLine) bool {
			select {
			case out <- line:
				return true
			case <-ctx.Done():
				return false
			}
		}
		for _, line := range past {
			if !give(line) {
				return
			}
		}
		for follow {
			select {
			case line, more := <-f.more:
				if !more || !give(line) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}

func (f *fake) Samples(name string, window time.Duration) (s platform.Series, err error) {
	_, err = f.App(name)
	return platform.Series{Step: 2, Times: []time.Time{time.Now()}, Series: platform.Samples{RPS: []float64{window.Minutes()}}}, err
}
