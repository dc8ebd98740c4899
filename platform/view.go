package platform

import (
	"maps"
	"slices"
	"time"

	"github.com/rip-server/rip-server/control"
)

// view is the app as others see it. It asks the balancer and the manager, and
// waits for nobody.
func (a *actor) view() App {
	now := a.current.Load()
	spec := &now.spec
	v, _ := spec.version(spec.Current)
	view := App{
		Name: spec.Name, Directory: v.Directory, Protocol: spec.Protocol, Port: spec.Port, Workers: spec.Workers,
		Status: now.state, Version: spec.Current, Versions: []VersionSummary{},
		Hosts: append([]string{}, spec.Hosts...), Path: spec.Path, StripPath: spec.StripPath, IdleStop: spec.IdleStop,
		Settings: maps.Clone(v.Settings), Environ: slices.Sorted(maps.Keys(v.Environ)), URLs: []string{}, Revision: now.revision,
	}
	if view.Settings == nil {
		view.Settings = map[string]string{}
	}
	if view.Environ == nil {
		view.Environ = []string{}
	}
	if spec.HTTPSPort != 0 {
		port := spec.HTTPSPort
		view.HTTPSPort = &port
	}
	for _, v := range spec.Versions {
		view.Versions = append(view.Versions, VersionSummary{v.Number, v.Directory, v.DeployedAt, v.Number == spec.Current, v.Copy != ""})
	}
	if now.failure != "" {
		failure := now.failure
		view.Error = &failure
	}
	if !now.startedAt.IsZero() {
		started := now.startedAt
		view.StartedAt, view.UptimeSeconds = &started, time.Since(started).Seconds()
	}
	a.measure(&view)
	return view
}

// measure fills in what workers and gate say.
func (a *actor) measure(view *App) {
	last := a.past.newest()
	view.Traffic = Traffic{
		RPS: last.rps, P50Ms: last.p50, P99Ms: last.p99,
		Requests: a.gate.meter.requests.Load(), Errors5xx: a.gate.meter.errors.Load(),
	}
	app := a.running.Load()
	if app == nil {
		return
	}
	status := app.Status()
	view.Runtime = status.Runtime
	view.URLs = append(view.URLs, status.URLs...)
	view.Slots = slotsOf(status.Slots)
	view.Traffic.Queue = status.Traffic.QueueDepth
	view.Traffic.MemoryBytes = memoryOf(status)
}

func slotsOf(s control.SlotCounts) Slots {
	return Slots{Desired: s.Desired, Idle: s.Idle, Busy: s.Busy, Starting: s.Starting, Draining: s.Draining, Backoff: s.Backoff}
}

// memoryOf is the resident memory of the worker processes.
func memoryOf(s control.Status) (sum int64) {
	for _, w := range s.Workers {
		sum += w.RSS
	}
	return sum
}

// sample measures the app once; called by the controller's sampler.
func (a *actor) sample(now time.Time) {
	var live sample
	if app := a.running.Load(); app != nil {
		status := app.Status()
		live.queue, live.busy, live.memory = float64(status.Traffic.QueueDepth), float64(status.Slots.Busy), float64(memoryOf(status))
	}
	a.past.take(now, a.gate.meter.read(), live)
}
