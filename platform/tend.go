package platform

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/manager"
)

const (
	// tendEvery is how often an actor looks after its app without being told to.
	tendEvery = time.Second
	// downFor is how long no worker serves before the app is in state error: a
	// worker that crashed once is back before that.
	downFor = time.Second
)

// tend does what is due by time.
func (a *actor) tend() {
	a.look()
	switch {
	case a.now.state == Failed && a.running.Load() == nil && a.now.spec.Run && time.Now().After(a.retryAt):
		a.carryOut(&order{run: a.relaunch})
	case a.now.state == Running && a.idle():
		a.carryOut(&order{run: a.park})
	}
}

// look brings the app's state in line with what its workers do.
func (a *actor) look() {
	app := a.running.Load()
	if app == nil {
		return
	}
	status := app.Status()
	serving := status.Slots.Idle + status.Slots.Busy
	if serving > 0 {
		a.since = time.Time{}
	} else if a.since.IsZero() {
		a.since = time.Now()
	}
	switch state := a.now.state; {
	case state == Running && serving == 0 && status.LastError != "" && time.Since(a.since) >= downFor:
		a.now.failure = status.LastError
		a.become(Failed)
	case state == Failed && serving > 0:
		a.now.failure = status.LastError
		a.become(Running)
	case state == Running || state == Failed && status.LastError != "":
		a.now.failure = status.LastError
	}
	if state := a.now.state; state == Running && status.Slots.Desired > 0 && status.Slots.Desired != a.now.spec.Workers {
		a.heed(status.Slots.Desired)
	}
	a.publish()
}

// heed makes what was ordered over the app's own control socket what is wanted.
func (a *actor) heed(workers int) {
	spec := a.now.spec.clone()
	spec.Workers = workers
	if err := a.save(spec); err != nil {
		a.log.Error("the number of workers was changed and cannot be kept", "workers", workers, "err", err)
		return
	}
	a.tell(AppScaled, scaledTo(workers))
}

// relaunch tries again what failed before there were workers: a port that was
// taken, a directory that was not there. Nobody is told of attempts that fail
// as the last one did.
func (a *actor) relaunch(ctx context.Context) error {
	ready, err := a.c.prepare(&a.now.spec)
	if err == nil {
		var ports appserver.Ports
		if ports, err = listen(ready.Config); err == nil {
			ports.Close()
			return a.launch(ctx)
		}
	}
	if err.Error() != a.now.failure {
		a.tell(AppState, err.Error())
	}
	return a.fail(err)
}

// idle is whether the app has had no request for as long as its idle-stop says.
func (a *actor) idle() bool {
	if n := a.gate.meter.requests.Load(); n != a.requests || !a.gate.empty() {
		a.requests, a.busyUntil = n, time.Now()
	}
	after := time.Duration(a.now.spec.IdleStop)
	return after > 0 && time.Since(a.busyUntil) >= after
}

// observed turns what the manager tells into events. It runs in the manager's
// goroutine and waits for nobody.
func (a *actor) observed(e manager.Event) {
	switch e.Kind {
	case manager.WorkerBackoff:
		a.tell(WorkerFailed, e.Text)
	case manager.WorkerExited:
		switch e.Reason {
		case manager.Hung, manager.Broken, manager.Unreachable:
			a.tell(WorkerFailed, "worker "+e.Worker+" was replaced: "+string(e.Reason))
		}
	case manager.WorkerRecycling:
		a.tell(Recycled, "worker "+e.Worker+" is being replaced: "+string(e.Reason))
	case manager.AppDegraded:
		a.tell(Degraded, "workers do not come up; attempts go on. "+e.Text)
	case manager.AppRecovered:
		a.tell(Recovered, "all workers serve again")
	}
	ring(a.nudges)
}
