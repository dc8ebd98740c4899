package config

import "time"

// Fleet says how many workers there are and when one is replaced. A
// replacement is ready before the old worker stops, so none of these limits
// costs a request.
type Fleet struct {
	// How many worker processes serve the app. Each runs one request at a
	// time, so this is also how many requests run at once; auto is one per
	// core, at least 2. Too few and requests queue while cores idle (an app
	// that waits for databases wants more than cores); too many and memory
	// runs out, since each is a process of its own.
	Workers int `key:"workers" default:"auto" min:"1" max:"1024" word:"w:4,w:auto"`

	// After how many requests a worker is replaced. Give or take a tenth, so
	// that workers do not all go at once, and not before minAgeMs. 0 is never. It
	// bounds slow leaks; a small number spends the machine on starting processes.
	Requests int `key:"requests" default:"10000" min:"0" max:"1000000000" word:"r:5000"`

	// How old a worker must be before its number of requests has it replaced. A
	// busy server reaches 10000 requests within seconds and would spend its time
	// on starting processes. Too long, and a leak has that much time to grow:
	// maxMemory bounds it at any age.
	MinAge time.Duration `key:"minAgeMs" default:"30000" min:"0" max:"86400000"`

	// After which age a worker is replaced, such as 6h. 0 is never.
	MaxAge time.Duration `key:"maxAge" default:"0" min:"1s" max:"8760h"`

	// Above which resident memory a worker is replaced, such as 512M. It is
	// counted for each worker alone. 0 is no limit. A limit below what the app needs at rest
	// replaces every worker again and again.
	MaxMemory int64 `key:"maxMemory" default:"0" min:"1M" max:"1T"`

	// How many replacements start at once in a rolling restart. More is
	// quicker and needs the memory of that many extra workers meanwhile.
	Surge int `key:"surge" default:"1" min:"1" max:"1024"`

	// How long a worker may take from its start until it announces itself.
	// After that it is stopped and started anew, with growing pauses. Too
	// short, and an app that is slow to load never comes up.
	BootTimeout time.Duration `key:"bootTimeoutMs" default:"15000" min:"100" max:"3600000"`

	// How long running requests and streams may go on when their worker or
	// the server stops. After that they are cut off. 0 cuts at once.
	DrainTimeout time.Duration `key:"drainTimeoutMs" default:"30000" min:"0" max:"86400000"`
}
