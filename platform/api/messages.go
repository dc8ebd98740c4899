package api

import (
	"time"

	"github.com/rip-server/rip-server/platform"
)

// What the controller says goes out as it is.
type (
	// App is one app: the answer of GET /api/apps/{name} and an element of GET
	// /api/apps. Its URLs include those on the platform's port.
	App = platform.App
	// Event is something that happened: the data of GET /api/events.
	Event = platform.Event
	// Metrics is an app's recent past: the answer of GET /api/apps/{name}/metrics.
	Metrics = platform.Series
)

// Stats is the sum over all apps: the answer of GET /api/stats.
type Stats struct {
	platform.Stats
	Ephemeral bool `json:"ephemeral"` // whether nothing is kept when the platform ends
}

// Health is the answer of GET /health.
type Health struct {
	Status        string  `json:"status"` // "healthy", or "stopping"
	Version       string  `json:"version"`
	UptimeSeconds float64 `json:"uptimeSeconds"`
}

// Deploy is the body of POST /api/apps. What is nil or empty gets its default,
// or with Update stays as it is.
type Deploy struct {
	Name      string `json:"name"`
	Directory string `json:"directory,omitempty"` // absolute; or an entry file
	Patch
	// Update makes the deploy a new version of an app that exists, which takes
	// over without losing a request; without it an existing name is a 409.
	Update bool `json:"update,omitempty"`
	// Copy has the version run from a copy of Directory, so that it keeps its code
	// whatever becomes of the directory. Nil: as the version before, at first not.
	Copy *bool `json:"copy,omitempty"`
	// Start is whether an app that does not run is started; it is unless this is
	// false. The new version of one that runs takes over all the same.
	Start *bool `json:"start,omitempty"`
}

// Patch is the body of PATCH /api/apps/{name}: what an app was deployed with
// and can be changed. Nil members stay as they are.
type Patch struct {
	Workers *int `json:"workers,omitempty"` // default 3
	// Protocol and ports can change only while the app does not run.
	Protocol  *string   `json:"protocol,omitempty"` // "http", "https" or "http+https"
	Port      *int      `json:"port,omitempty"`     // default: the next free one from 3001
	HTTPSPort *int      `json:"httpsPort,omitempty"`
	Hosts     *[]string `json:"hosts,omitempty"` // on the platform's port, beside <name>.localhost
	Path      *string   `json:"path,omitempty"`  // prefix on the platform's port
	StripPath *bool     `json:"stripPath,omitempty"`
	IdleStop  *string   `json:"idleStop,omitempty"` // "10m"; "" is never
	// Settings are by their keys, in the text of a command line, as "rip-server
	// config keys" lists them: {"queueTimeoutMs": "500"}. They replace all there
	// were; the app is cut over to a new version with them.
	Settings *map[string]string `json:"settings,omitempty"`
	// Environ are variables of the workers, and replace all there were.
	Environ *map[string]string `json:"environ,omitempty"`
	Named
}

// Named are the settings that the older server knew by name, and the common
// ones. Each is the same as its key in Settings, and is put to those that the
// app has or is given; "" or 0 goes back to the default.
type Named struct {
	Cert        *string `json:"cert,omitempty"` // file, as is Key
	Key         *string `json:"key,omitempty"`
	JSONLogging *bool   `json:"jsonLogging,omitempty"`
	Requests    *int    `json:"requests,omitempty"`  // after which a worker is replaced
	Env         *string `json:"env,omitempty"`       // "dev" or "prod"
	Runtime     *string `json:"runtime,omitempty"`   // "auto", "bun" or "rip"
	Isolation   *string `json:"isolation,omitempty"` // "process" or "vm"
	MaxMemory   *string `json:"maxMemory,omitempty"` // "256M"
}

// Done is the answer of a verb: {"status":"started"}.
type Done struct {
	Status string `json:"status"` // "started", "stopped", "restarted", "undeployed", "stopping"
}

// Scale is the body of POST /api/apps/{name}/scale.
type Scale struct {
	Workers int `json:"workers"`
}

// Scaled is its answer.
type Scaled struct {
	Status          string `json:"status"` // "scaled"
	PreviousWorkers int    `json:"previousWorkers"`
	CurrentWorkers  int    `json:"currentWorkers"`
}

// Rollback is the body of POST /api/apps/{name}/rollback; 0 is the version
// before the current one.
type Rollback struct {
	Version int `json:"version,omitempty"`
}

// RolledBack is its answer.
type RolledBack struct {
	Status    string `json:"status"` // "rolledBack"
	Version   int    `json:"version"`
	Directory string `json:"directory"` // that the version was deployed from
	// Copied is whether the version runs from a copy of it. If not, what is in the
	// directory now runs, and not what was when the version was deployed.
	Copied bool `json:"copied"`
}

// LogLine is one line of a worker's output: an element of GET
// /api/apps/{name}/logs, or the data of its events of type "line".
type LogLine struct {
	Time   time.Time `json:"time"`
	Worker string    `json:"worker"`
	Stream string    `json:"stream"` // "stdout" or "stderr"
	Text   string    `json:"text"`
}

// Check is the body of POST /api/check.
type Check struct {
	Directory string            `json:"directory"`
	Settings  map[string]string `json:"settings,omitempty"`
}

// Checked is its answer: whether that can be deployed, and why not.
type Checked struct {
	OK        bool    `json:"ok"`
	Directory string  `json:"directory"` // absolute, links resolved
	Entry     string  `json:"entry"`     // the module that the app begins with, "" when there is none
	Runtime   string  `json:"runtime"`   // what would run it
	Name      string  `json:"name"`      // made from the directory
	Error     *string `json:"error"`
}

// Login is the body of POST /api/login.
type Login struct {
	Token string `json:"token"`
}

// Session is the answer of GET and POST /api/login: who one is.
type Session struct {
	Name  string `json:"name"`  // of the token; "local" where none is needed
	Scope string `json:"scope"` // "read", "deploy" or "admin"
	// TokenRequired is whether this platform wants a token from everybody.
	TokenRequired bool `json:"tokenRequired"`
}

// Token describes a token; what it says is told once, by POST /api/tokens.
type Token struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Scope     string     `json:"scope"` // "read", "deploy" or "admin"
	CreatedAt time.Time  `json:"createdAt"`
	ExpiresAt *time.Time `json:"expiresAt"` // null is never
	// LastUsedAt is known to ten minutes; null is never.
	LastUsedAt *time.Time `json:"lastUsedAt"`
	Token      string     `json:"token,omitempty"` // in the answer of its creation only
}

// NewToken is the body of POST /api/tokens.
type NewToken struct {
	Name    string `json:"name"`
	Scope   string `json:"scope"`
	Expires string `json:"expires,omitempty"` // "720h"; "" is never
}

// Error is the body of every answer of 400 and more.
type Error struct {
	Error string `json:"error"`
	// Field is the member of the request that is wrong, where it is one.
	Field string `json:"field,omitempty"`
}
