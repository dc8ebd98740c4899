package appserver

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/manager"
)

// What follows makes App a control.Admin: the orders of the CLI.

// Restart replaces every worker, one after the other.
func (a *App) Restart(ctx context.Context) error { return refusal(a.manager.Restart(ctx)) }

// Reload brings up a new version and moves all traffic to it. Certificates are
// read again first; ones that cannot be used leave the old ones in place, and
// keep no new version from coming up.
func (a *App) Reload(ctx context.Context) error {
	a.reloadCertificates()
	return refusal(a.manager.Reload(ctx))
}

// Scale sets the number of workers.
func (a *App) Scale(ctx context.Context, workers int) error {
	return refusal(a.manager.Scale(ctx, workers))
}

// Drain takes no new connections and returns when the last request is
// answered; workers and control socket stay up until Stop.
func (a *App) Drain(ctx context.Context) error {
	a.mu.Lock()
	a.draining = true
	a.mu.Unlock()
	a.balancer.DrainStreams()
	return a.server.Shutdown(ctx)
}

// Stop over the control socket only asks: who owns the App stops it.
func (o orders) Stop() { o.opts.StopRequested() }

// Logs returns worker output.
func (a *App) Logs(ctx context.Context, lines int, follow bool) <-chan control.LogLine {
	return a.logs.Read(ctx, lines, follow)
}

// orders is the App as the control socket knows it; there, Stop is a request.
type orders struct{ *App }

// refusal makes an order that cannot be carried out now a 409 for the CLI.
func refusal(err error) error {
	if errors.Is(err, manager.ErrBusy) || errors.Is(err, manager.ErrStopped) {
		return control.Conflict("%v", err)
	}
	return err
}

// Ports are the ports that are listened on, by protocol.
func (a *App) Ports() map[string]int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.ports)
}

// Status is the app's full state. Each slot is counted once, whatever happens
// between looking at manager and balancer: the manager says which slots are
// ready, the balancer which of those are busy.
func (a *App) Status() control.Status {
	snap, pool, traffic := a.manager.Snapshot(), a.balancer.State(), a.balancer.Metrics().Traffic()
	edition := a.edition.Load()
	s := control.Status{
		App: a.opts.Config.Name, Variant: a.opts.Config.Variant, Env: edition.Config.Env,
		PID: os.Getpid(), Build: a.opts.Build, Runtime: edition.Runtime.Describe(), Entry: edition.Entry.File,
		Ports: a.Ports(), Control: a.opts.Paths.Control(),
		StartedAt: a.started, Uptime: time.Since(a.started).Seconds(),
		Version: snap.Version, LastError: snap.LastError,
		Slots: control.SlotCounts{
			Desired: snap.Desired, Starting: snap.Starting, Draining: snap.Draining, Backoff: snap.Backoff, Extra: snap.Extra,
		},
		Traffic: control.Traffic{
			Requests: traffic.Requests, InFlight: traffic.InFlight, Retries: traffic.Retries, Streams: pool.Streams,
			QueueDepth: pool.Queued, MaxQueue: pool.MaxQueue, Rejected: traffic.Rejected,
		},
	}
	for _, w := range snap.Workers {
		ws := workerStatus(w)
		if state, known := pool.Workers[w.ID]; known {
			ws.Requests, ws.Streams = state.Served, state.Streams
			if state.Busy && w.State == manager.Ready {
				ws.State = "busy"
			}
		}
		if w.State == manager.Ready && !w.Extra {
			if ws.State == "busy" {
				s.Slots.Busy++
			} else {
				s.Slots.Idle++
			}
		}
		s.Workers = append(s.Workers, ws)
	}
	a.mu.Lock()
	s.URLs = slices.Clone(a.urls)
	draining := a.draining
	a.mu.Unlock()
	switch serving := s.Slots.Idle + s.Slots.Busy; {
	case draining || snap.Stopping:
		s.Status = "draining"
	case snap.Desired == 0:
		s.Status = "idle"
	case serving == 0 && snap.LastError == "" && len(snap.Restarts) == 0:
		s.Status = "starting"
	case serving == 0 || snap.Degraded:
		s.Status = "degraded"
	default:
		s.Status = "healthy"
	}
	return s
}

func workerStatus(w manager.WorkerInfo) control.WorkerStatus {
	s := control.WorkerStatus{
		ID: w.ID, Slot: w.Slot, PID: w.PID, Version: w.Version, RSS: w.RSS,
		StartedAt: w.StartedAt, Restarts: w.Restarts, LastError: w.LastError,
	}
	switch w.State {
	case manager.Ready:
		s.State = "idle"
	default:
		s.State = w.State.String()
	}
	return s
}
