package config

import "time"

// Health says how workers that answer badly are found and kept out. All of it
// is off by default: a worker that dies or hangs is replaced anyway.
type Health struct {
	// The path of the health checks. Every idle worker is asked for it from
	// time to time; an answer from 200 to 399 is healthy. It runs in the app
	// like any request.
	HealthPath string `key:"healthPath" form:"path" unset:"no checks"`

	// How long to wait between two checks of one worker.
	HealthInterval time.Duration `key:"healthIntervalMs" default:"5000" min:"100" max:"86400000"`

	// After how many failed checks in a row a worker gets no requests.
	HealthFailures int `key:"healthFailures" default:"3" min:"1" max:"1000"`

	// How long a worker that failed its checks gets no requests before it is
	// checked again.
	Circuit time.Duration `key:"circuitMs" default:"5000" min:"1" max:"86400000"`

	// How long a worker is left out after a failed connection. 0 drops it
	// until it announces itself again; 500 to 1000 rides out a worker that is
	// short of breath.
	Quarantine time.Duration `key:"quarantineMs" default:"0" min:"0" max:"600000"`
}
