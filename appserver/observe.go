package appserver

import (
	"context"
	"log/slog"

	"github.com/rip-server/rip-server/manager"
)

// observe logs what happens to workers. What goes as planned is for debug.
func (a *App) observe(e manager.Event) {
	log := a.opts.Logger
	worker := []any{slog.String("worker", e.Worker), slog.Int("pid", e.PID)}
	switch e.Kind {
	case manager.WorkerStarted:
		log.Debug("worker started", worker...)
	case manager.WorkerReady:
		log.Debug("worker ready", append(worker, "after", e.Delay)...)
	case manager.WorkerRecycling:
		log.Info("replacing a worker", append(worker, "reason", string(e.Reason))...)
	case manager.WorkerExited:
		a.observeExit(e, worker)
	case manager.WorkerBackoff:
		log.Error("a worker did not stay up; trying again", "slot", e.Slot, "in", e.Delay, "err", e.Text)
	case manager.AppDegraded:
		log.Error("the app is degraded: its workers do not come up; attempts go on", "slot", e.Slot, "err", e.Text)
	case manager.AppRecovered:
		log.Info("the app has recovered")
	case manager.RolloutBegan:
		log.Info(e.Text+" begins", "version", e.Version)
	case manager.RolloutEnded:
		log.Info(e.Text+" done", "version", e.Version)
	case manager.RolloutFailed:
		log.Error("given up; the workers that were serving go on", "version", e.Version, "err", e.Text)
	case manager.MemoryUnmeasured:
		log.Warn("--max-memory has no effect here", "err", e.Text)
	case manager.Fault:
		log.Error("internal fault; please report it", "err", e.Text)
	}
	if a.opts.Observer != nil {
		a.opts.Observer(e)
	}
}

func (a *App) observeExit(e manager.Event, worker []any) {
	level := slog.LevelDebug
	switch e.Reason {
	case manager.Crash, manager.Hung, manager.Broken, manager.Unreachable:
		level = slog.LevelWarn
	}
	a.opts.Logger.Log(context.Background(), level, "worker exited", append(worker, "reason", string(e.Reason), "how", e.Text)...)
}
