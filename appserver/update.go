package appserver

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/runtime"
)

// Edition is what an Update changes of an App: its settings, its code and what
// runs it. It is not changed once it was given.
type Edition struct {
	Config  *config.Config
	Entry   runtime.Entry
	Runtime runtime.Runtime
}

// Update is Reload with another edition for the new version. When that does not
// come up, the old edition stays in every respect. Of the settings those take
// effect that are about workers (see manager.Update); those of the balancer and
// the name are an App's for its life.
func (a *App) Update(ctx context.Context, next Edition) error {
	a.reloadCertificates()
	if err := a.manager.Update(ctx, a.managerConfig(&next)); err != nil {
		return refusal(err)
	}
	a.edition.Store(&next)
	return nil
}

// Handler answers requests as those of the app's own ports are, without its Gate.
func (a *App) Handler() lb.Handler { return a.balancer }

// DrainTimeout is how long Stop waits for requests in flight.
func (a *App) DrainTimeout() time.Duration { return a.edition.Load().Config.DrainTimeout }

// Park ends all workers and keeps the rest of the App, listeners included;
// Scale brings workers again. Requests meanwhile wait in the queue, as long as
// they may.
func (a *App) Park(ctx context.Context) error { return refusal(a.manager.Park(ctx)) }
