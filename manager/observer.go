package manager

import "time"

// Observer is told of what happens, in order, by the manager's own
// goroutine: it must return quickly and must not wait for the manager.
type Observer func(Event)

// Kind is what an Event is about.
type Kind int

const (
	WorkerStarted    Kind = iota // a process was started
	WorkerReady                  // it joined; Delay is how long the boot took
	WorkerRestarted              // a slot lost or changes its worker; Reason says why (once per loss: count these)
	WorkerExited                 // a process is reaped; Text says how it ended, Reason why it was wanted gone or Crash/Boot
	WorkerBackoff                // the slot waits Delay before its next start; Text is the failure
	WorkerRecycling              // a replacement was started for a worker that still serves
	AppDegraded                  // a slot failed degradedAfter times in a row; Text is its last failure
	AppRecovered                 // the slot that had degraded the app is healthy again
	RolloutBegan                 // a restart, reload or scale begins
	RolloutEnded                 // it is done
	RolloutFailed                // it was given up; Text says why
	MemoryUnmeasured             // memory cannot be measured here; Text says why (told once)
	Fault                        // the manager caught itself in a state that must not be; Text is for a bug report
)

var kindNames = [...]string{
	"worker started", "worker ready", "worker restarted", "worker exited", "worker backoff", "worker recycling",
	"app degraded", "app recovered", "rollout began", "rollout ended", "rollout failed", "memory unmeasured", "fault",
}

func (k Kind) String() string { return kindNames[k] }

// Event is something that happened to a worker or to the app. Fields that
// say nothing for a Kind are zero.
type Event struct {
	Kind    Kind
	Worker  string // id
	Slot    int    // from 1
	PID     int
	Version int
	Reason  Reason
	Delay   time.Duration
	Text    string
}
