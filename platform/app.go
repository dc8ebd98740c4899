package platform

import "time"

// App is one app as it is now, for the API and everybody who shows it; its JSON
// is that of the API. It is the caller's own.
type App struct {
	Name      string     `json:"name"`
	Directory string     `json:"directory"` // of the current version
	Protocol  string     `json:"protocol"`  // http, https or http+https
	Port      int        `json:"port"`      // 0: none
	HTTPSPort *int       `json:"httpsPort"` // nil: none
	Workers   int        `json:"workers"`   // as wanted
	Status    State      `json:"status"`
	StartedAt *time.Time `json:"startedAt"` // of the run that goes on; nil: none does
	Error     *string    `json:"error"`     // why it is in state error, or what a worker last failed of

	Version   int              `json:"version"`  // the current one
	Versions  []VersionSummary `json:"versions"` // oldest first
	Hosts     []string         `json:"hosts"`
	Path      string           `json:"path"`
	StripPath bool             `json:"stripPath"`
	IdleStop  Duration         `json:"idleStop"`
	// Settings and Environ are those of the current version. Environ has only
	// the names: values are often secrets.
	Settings map[string]string `json:"settings"`
	Environ  []string          `json:"environ"`
	// URLs are the app's own ports; who knows the platform's port adds those.
	URLs []string `json:"urls"`
	// Revision grows with each change of what is wanted of the app.
	Revision uint64 `json:"revision"`
	// Runtime is what runs the workers, "" until it was started.
	Runtime       string  `json:"runtime"`
	Slots         Slots   `json:"slots"`
	Traffic       Traffic `json:"traffic"`
	UptimeSeconds float64 `json:"uptimeSeconds"`
}

// VersionSummary is one version that can be returned to.
type VersionSummary struct {
	Version    int       `json:"version"`
	Directory  string    `json:"directory"`
	DeployedAt time.Time `json:"deployedAt"`
	Current    bool      `json:"current"`
	Copied     bool      `json:"copied"` // it runs from a copy of the directory as that was
}

// Slots is the slot equation: the others add up to Desired, always. All are 0
// while the app does not run.
type Slots struct {
	Desired  int `json:"desired"`
	Idle     int `json:"idle"`
	Busy     int `json:"busy"`
	Starting int `json:"starting"`
	Draining int `json:"draining"`
	Backoff  int `json:"backoff"`
}

// Traffic is what an app does: rates over the last few seconds, counts since
// the controller started.
type Traffic struct {
	RPS         float64 `json:"rps"`
	P50Ms       float64 `json:"p50Ms"` // 0 without requests
	P99Ms       float64 `json:"p99Ms"`
	Queue       int     `json:"queue"`
	Errors5xx   uint64  `json:"errors5xx"`
	Requests    uint64  `json:"requests"`
	MemoryBytes int64   `json:"memoryBytes"` // resident, of all worker processes; 0 when they live in the server
}

// Stats is the sum over all apps.
type Stats struct {
	Apps          int     `json:"apps"`
	Running       int     `json:"running"`
	Workers       int     `json:"workers"` // that serve
	Requests      uint64  `json:"requests"`
	RPS           float64 `json:"rps"`
	MemoryBytes   int64   `json:"memoryBytes"` // of the server and all worker processes
	UptimeSeconds float64 `json:"uptimeSeconds"`
	Version       string  `json:"version"` // of this program
}
