// Package control is the protocol spoken on an app's control socket: workers
// join and quit, the CLI asks for status and gives orders. The socket is
// <prefix>.ctl.sock, mode 0600 in a directory only its owner can enter, and
// every peer's uid is checked besides (promise 7 of the design).
package control

import "time"

// Member is what a worker says of itself: the body of POST /worker (spec
// v0.2, "Control plane & registration").
type Member struct {
	Op       string `json:"op"` // "join" or "quit"
	App      string `json:"app"`
	WorkerID string `json:"workerId"`
	PID      int    `json:"pid,omitempty"`
	Socket   string `json:"socket,omitempty"`
	Version  int    `json:"version,omitempty"`
	// Trailers is whether the worker takes requests with trailers.
	Trailers bool `json:"trailers,omitempty"`
}

// Peer is who is really at the other end of a control connection, as the
// kernel tells it (SO_PEERCRED on Linux, LOCAL_PEERCRED on macOS).
type Peer struct {
	UID int
	PID int
}

// Status is the full state of one running app: GET /admin/status, and what
// `rip-server status --json` prints.
type Status struct {
	Status    string         `json:"status"` // "starting", "healthy", "degraded", "draining", or "idle": parked without workers
	App       string         `json:"app"`
	Variant   string         `json:"variant"`
	Env       string         `json:"env"`
	PID       int            `json:"pid"`
	Build     string         `json:"build"`   // version of the rip-server binary
	Runtime   string         `json:"runtime"` // "bun 1.4.5 (/path/of/bun)"
	Entry     string         `json:"entry"`
	URLs      []string       `json:"urls"`
	Ports     map[string]int `json:"ports"`
	Control   string         `json:"control"` // path of the control socket
	StartedAt time.Time      `json:"startedAt"`
	Uptime    float64        `json:"uptime"`  // seconds
	Version   int            `json:"version"` // active app version
	LastError string         `json:"lastError,omitempty"`
	Slots     SlotCounts     `json:"slots"`
	Workers   []WorkerStatus `json:"workers"`
	Traffic   Traffic        `json:"traffic"`
}

// SlotCounts is the slot equation of promise 2:
// Idle + Busy + Starting + Draining + Backoff = Desired, at every moment.
// Extra counts processes beside the slots' own: replacements that are still
// starting and retired workers that are still draining.
type SlotCounts struct {
	Desired  int `json:"desired"`
	Idle     int `json:"idle"`
	Busy     int `json:"busy"`
	Starting int `json:"starting"`
	Draining int `json:"draining"`
	Backoff  int `json:"backoff"`
	Extra    int `json:"extra"`
}

// WorkerStatus is one worker process, or a slot that waits for its next one
// (State "backoff", no PID).
type WorkerStatus struct {
	ID        string    `json:"id"`
	Slot      int       `json:"slot"`
	State     string    `json:"state"` // starting, idle, busy, draining, backoff
	PID       int       `json:"pid,omitempty"`
	Version   int       `json:"version"`
	Requests  uint64    `json:"requests"`
	Streams   int       `json:"streams"`
	RSS       int64     `json:"rss,omitempty"` // bytes; 0 where unsupported
	StartedAt time.Time `json:"startedAt,omitzero"`
	Restarts  int       `json:"restarts"` // of its slot
	LastError string    `json:"lastError,omitempty"`
}

// Traffic is what the balancer counted since the server started.
type Traffic struct {
	Requests   uint64            `json:"requests"`
	InFlight   int               `json:"inFlight"`
	QueueDepth int               `json:"queueDepth"`
	MaxQueue   int               `json:"maxQueue"`
	Retries    uint64            `json:"retries"`
	Streams    int               `json:"streams"`
	Rejected   map[string]uint64 `json:"rejected,omitempty"` // by reason
}

// Restart, Scale and Reload answers.
type Result struct {
	OK      bool   `json:"ok"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
}

// LogLine is one line of worker output: GET /admin/logs streams them as JSON lines.
type LogLine struct {
	Time   time.Time `json:"t"`
	Worker string    `json:"worker"`
	Stream string    `json:"stream"` // "stdout" or "stderr"
	Text   string    `json:"text"`
}
