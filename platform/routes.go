package platform

import (
	"sync"

	"github.com/rip-server/rip-server/lb"
)

// Route is how one app is reached on the platform's port. Every app has one,
// whatever its state: the handler says why it does not serve.
type Route struct {
	Name string
	Routing
	// Handler answers the app's requests: it wakes an app that is idle and
	// counts what it serves. Safe for concurrent use, also after an undeploy.
	Handler lb.Handler
}

// routeBell is rung when routes have changed. Safe for concurrent use.
type routeBell struct {
	mu   sync.Mutex
	bell chan struct{}
}

func newRouteBell() *routeBell { return &routeBell{bell: make(chan struct{})} }

// heard is closed with the next change.
func (b *routeBell) heard() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bell
}

func (b *routeBell) changed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.bell)
	b.bell = make(chan struct{})
}
