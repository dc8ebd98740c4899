package platform

import "time"

// Event is something that happened to an app or to the platform.
type Event struct {
	// ID grows by each event, also over restarts of the controller; it is exact
	// as a number of JavaScript.
	ID   uint64    `json:"id"`
	Time time.Time `json:"time"`
	App  string    `json:"app,omitempty"` // "": the platform itself
	Kind Kind      `json:"kind"`
	// Message is for people, in one line or, with a worker's last words, several.
	Message string `json:"message"`
	// Status is the app's state after the event, Version its current version.
	Status  State `json:"status,omitempty"`
	Version int   `json:"version,omitempty"`
}

// Kind is what an Event is about. The values are part of the API.
type Kind string

// The kinds.
const (
	AppDeployed   Kind = "deployed"      // a new name
	AppUpdated    Kind = "updated"       // a new version has the traffic
	UpdateFailed  Kind = "update-failed" // it did not come up; the old one serves
	AppRolledBack Kind = "rolled-back"
	AppUndeployed Kind = "undeployed"
	AppState      Kind = "state"   // the state has changed
	AppScaled     Kind = "scaled"  // another number of workers is wanted
	AppChanged    Kind = "changed" // settings: hosts, path, idle-stop …
	AppRestarted  Kind = "restarted"
	AppNote       Kind = "note"      // something worth knowing that changes nothing
	WorkerFailed  Kind = "worker"    // a worker died, hung or did not come up
	Recycled      Kind = "recycled"  // a worker was replaced as planned
	Degraded      Kind = "degraded"  // workers have failed for long
	Recovered     Kind = "recovered" // and serve again
)
