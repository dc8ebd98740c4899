package config

// Reporting says what the server tells about itself, and to whom.
type Reporting struct {
	// Print what a command has to say as JSON, for programs.
	JSON bool `key:"json" default:"false"`

	// Write all logs as JSON. The access log and the server's own log are
	// then one object per line instead of the form for people.
	JSONLogging bool `key:"jsonLogging" default:"false"`

	// Write an access log, one line for each request. Lines are dropped and counted rather
	// than slowing requests when the output cannot keep up.
	AccessLog bool `key:"accessLog" default:"true" no:"false"`

	// How much the server's own log says. debug adds the worker to each
	// access log line and every decision about workers.
	LogLevel string `key:"logLevel" default:"info" oneof:"info|debug"`

	// The address for Prometheus metrics at /metrics, such as 127.0.0.1:9100.
	// They are on the control socket in any case. They name routes and
	// counts, so do not listen where strangers are.
	Metrics string `key:"metrics" form:"address" unset:"off"`

	// The path that answers with the health of the server. The app never sees requests for it; change it when the app has a route
	// of that name.
	StatusPath string `key:"statusPath" default:"/status" form:"path"`

	// Add Rip-App and Rip-Response-Time (milliseconds) to responses. They
	// tell clients about the inside, so leave it off in public.
	DebugHeaders bool `key:"debugHeaders" default:"false"`
}
