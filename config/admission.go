package config

import "time"

// Admission says what is let in, how long it may wait and how large it may be.
type Admission struct {
	// How many requests may wait for a free worker. One more is answered 503
	// at once. 0 is no queue: 503 whenever all workers are busy. A long queue
	// turns overload into waiting that ends in 504 anyway.
	MaxQueue int `key:"maxQueue" default:"8192" min:"0" max:"1000000"`

	// How long a request may wait for a free worker before it is answered
	// 504. Keep it below what clients and proxies in front wait, or they give
	// up first and workers serve answers that nobody reads.
	QueueTimeout time.Duration `key:"queueTimeoutMs" default:"2000" min:"1" max:"3600000"`

	// How long a client may take to send the header of a request. It bounds
	// what a client that trickles bytes can hold open.
	HeaderTimeout time.Duration `key:"headerTimeoutMs" default:"10000" min:"1" max:"3600000"`

	// How long a client's connection may stay open between two requests.
	// A proxy in front should close its idle connections before this does,
	// or it will now and then meet one that is just closing.
	IdleTimeout time.Duration `key:"idleTimeoutMs" default:"10000" min:"1" max:"3600000"`

	// The largest request body, such as 100M; a larger one is answered 413.
	// Bodies above 1 MiB wait in a temporary file before a worker is taken,
	// so the disk must hold as many of this size as are sent at once.
	MaxBody int64 `key:"maxBody" default:"100M" min:"1" max:"1T"`
}
