package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
)

// Scenario is one question to the targets.
type Scenario struct {
	Name  string // for -scenario and tables
	About string // a sentence for the report
	// Default: it is in the selection when nobody selects.
	Default bool
	// Targets that can answer, in the order of tables; ratios refer to the first.
	Targets []string
	// App is the path of the app in the repository; empty is the one of -app.
	App string
	// Find says whether what makes the load is here; an error says how to get
	// it. nil is always.
	Find func() error
	// Workers is how many worker processes the targets get.
	Workers int
	// Limits of waiting and size; zero is rip-server's default.
	MaxQueue     int
	QueueTimeout time.Duration
	// Path that must answer 200 before anything is measured.
	Path string
	// Cold: no warm-up before the measurement.
	Cold bool
	// Measure puts load on the stage for about so long. It is called once more
	// before, for the warm-up.
	Measure func(context.Context, *Stage, time.Duration) (Outcome, error)
	// Compared is the figure that targets are compared by; empty is good
	// answers a second.
	Compared string
	// Figures that the tables show beside, in order; figures.go says what they are.
	Figures []string
}

// rip-server's defaults, which every target gets that knows such limits.
const (
	defaultMaxQueue     = 8192
	defaultQueueTimeout = 2 * time.Second
	// maxBody is above the largest body that any scenario sends.
	maxBody = 128 << 20
)

func (s Scenario) site(p place, dir string, port int) peers.Site {
	site := peers.Site{
		Root: p.root, Dir: dir, Port: port, App: p.app, Bun: p.bun, Workers: s.Workers,
		MaxQueue: s.MaxQueue, QueueTimeout: s.QueueTimeout, MaxBody: maxBody,
	}
	if site.MaxQueue == 0 {
		site.MaxQueue = defaultMaxQueue
	}
	if site.QueueTimeout == 0 {
		site.QueueTimeout = defaultQueueTimeout
	}
	return site
}

// Scenarios lists all of them in the order in which they run.
func Scenarios() []Scenario {
	return []Scenario{
		ping(64), ping(512), latency(), capacity(), overload(), rolling(), start(),
		slowClients(), upload(1, 16), download(1, 16), upload(100, 2), download(100, 2),
		churn(), idle(), steady(), ripApp(), apiApp(), embedded(), embeddedStart(), tlsH1(), tlsH2(),
	}
}
