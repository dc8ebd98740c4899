package lb

import (
	"log/slog"
	"net/netip"
	"time"
)

// Options are a Balancer's settings. The zero value of a size or time is not a
// default: the caller (config) gives all of them.
type Options struct {
	App     string
	Variant string

	Policy       Policy
	MaxQueue     int
	QueueTimeout time.Duration

	ConnectTimeout time.Duration // to a worker's socket
	ReadTimeout    time.Duration // to the response head, then between two reads of its body
	// IdleUpstream is how long an unused connection to a worker is kept: nobody
	// else talks to a worker's socket, so the balancer keeps the clock. bun's own
	// idle timeout would cut slow handlers and quiet event streams (bun 1.4.5).
	IdleUpstream time.Duration
	// KeepUpstream keeps the connection to a worker for the next request.
	KeepUpstream bool

	MaxBody     int64 // bytes of a request body
	MaxStreams  int   // event streams and tunnels per worker
	StreamGrace time.Duration

	TrustProxy   []netip.Prefix // peers whose X-Forwarded-* are believed
	StatusPath   string         // "" switches the endpoint off
	DebugHeaders bool           // Rip-App and Rip-Response-Time on responses
	RedirectHTTP bool           // send who comes without TLS to the port of https
	HSTS         time.Duration  // how long browsers shall come over TLS only; 0: they are not told
	// Challenge knows what a certificate authority is to read at a path of a
	// host; nil: nothing. It must not block.
	Challenge func(host, path string) (proof string, known bool)
	// Quarantine keeps a worker that failed out for so long instead of dropping
	// it at once; 0 drops.
	Quarantine time.Duration
	Health     HealthCheck

	Ports  func() map[string]int // for /status
	Log    *AccessLog            // nil: no access log
	Logger *slog.Logger
	Events Events
}

// FailureKind is why a worker was taken out of the pool.
type FailureKind string

// What a worker can do wrong, as told to Events.Failed.
const (
	Hung        FailureKind = "hung"        // no response head within ReadTimeout
	Unreachable FailureKind = "unreachable" // its socket refused the connection
	Died        FailureKind = "died"        // the connection ended in the middle
	Broken      FailureKind = "broken"      // its answer was not HTTP
	Leaving     FailureKind = "leaving"     // it said that it is shutting down
)

// Events is what the balancer tells whoever supervises the workers. The calls
// come from any goroutine and must not block.
type Events interface {
	// Failed: the worker is out of the pool and will not come back.
	Failed(id string, kind FailureKind)
	// Exhausted: the worker has served its RecycleAfter requests; it goes on
	// serving until it is retired.
	Exhausted(id string)
}

// Limits of a client connection; see Server.
type ClientLimits struct {
	HeaderTimeout time.Duration // from the first byte of a head to its end
	IdleTimeout   time.Duration // between two requests
	MaxHead       int           // bytes
	MaxTarget     int           // bytes
	HTTP2         bool          // is offered to clients that come over TLS
}

const (
	// DefaultMaxHead and DefaultMaxTarget are what browsers and proxies expect to get through.
	DefaultMaxHead   = 32 << 10
	DefaultMaxTarget = 8 << 10

	// memoryBody is how much of a request body is kept in memory, and
	// responseBuffer how much of a response is taken off a worker ahead of its
	// client (promise 4).
	memoryBody     = 1 << 20
	responseBuffer = 1 << 20

	// A client may send and read as slowly as minRate bytes per second after
	// rateGrace; slower ones hold memory for nothing.
	minRate   = 1 << 10
	rateGrace = 5 * time.Second

	maxWorkerHead = 64 << 10
)
