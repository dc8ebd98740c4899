package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/router"
)

const (
	// maxBody bounds what a request may carry: settings of one app.
	maxBody = 256 << 10
	// MaxBody is what whoever serves a Handler should let through: more, so that
	// the Handler itself can say what is too large.
	MaxBody = 2 * maxBody
	// Patience is how long an order is waited for; it goes on after that. Whoever
	// serves the Handler lets it take longer than this.
	Patience = 5 * time.Minute

	// maxOrders are carried out at the same time, so that there is always
	// somebody left to look.
	maxOrders = 40
	// maxStreams readers of logs and events are served at the same time.
	maxStreams = 256
)

// Options is what a Handler is made of. Fields without a default are required.
type Options struct {
	Controller Controller
	Tokens     *access.Tokens
	// TokenRequired is whether everybody needs a token. It must be true when the
	// platform is reached from elsewhere than this machine; without it whoever
	// connects from here may do all.
	TokenRequired bool
	// Audit gets what was changed; nil keeps no record.
	Audit *access.Audit
	// Hosts are names that the platform answers to, beside localhost and
	// addresses. Every other Host is refused: a foreign page can make its own
	// name lead here (DNS rebinding).
	Hosts []string
	// Dashboard answers for /, and for /platform and what is below it. Default:
	// there are no such pages.
	Dashboard http.Handler
	// Shutdown begins the end of the platform and returns at once.
	Shutdown func()
	// Ephemeral is whether nothing is kept, for stats.
	Ephemeral bool
	Build     string // version of this program
	Log       *slog.Logger
}

// Handler is the HTTP API, with the dashboard beside it. It takes a peer's
// address from X-Forwarded-For, as lb sets it: do not serve it to a network
// directly, but through platform/inprocess. Safe for concurrent use.
type Handler struct {
	opts    Options
	own     router.Own
	mux     *http.ServeMux
	started time.Time
	guesses access.Throttle
	orders  chan struct{} // a place for each that is under way
	streams chan struct{}
}

// New returns a Handler.
func New(opts Options) *Handler {
	h := &Handler{
		opts: opts, own: Own(opts.Hosts), mux: http.NewServeMux(), started: time.Now(),
		orders: make(chan struct{}, maxOrders), streams: make(chan struct{}, maxStreams),
	}
	h.register()
	return h
}

// Own is what apps cannot have of the platform's port; hosts as in Options. The
// caller adds the Handler.
func Own(hosts []string) router.Own {
	own := router.Own{Paths: reserved()}
	for _, host := range hosts {
		own.Hosts = append(own.Hosts, hostOf(host))
	}
	return own
}

// ServeHTTP answers every request that is no app's.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if err := h.guard(r); err != nil {
		writeError(w, r, err)
		return
	}
	h.mux.ServeHTTP(w, r)
}

// secure sets what every answer of the API has; the dashboard has its own.
func secure(header http.Header) {
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
}
