package cli

import (
	"context"
	"fmt"
	"sync"

	"github.com/rip-server/rip-server/control"
)

// drainWatch follows a server to its end. Safe for concurrent use.
type drainWatch struct {
	target control.Running

	mu   sync.Mutex
	text string
}

// look tells whether the server has begun to drain, and whether it is gone.
// While it releases its sockets it answers no more: then it is neither news.
func (d *drainWatch) look(ctx context.Context) (draining, gone bool) {
	if !alive(d.target.Status.PID) {
		return true, true
	}
	status, err := d.target.Client.Status(ctx)
	if err != nil {
		if ctx.Err() == nil { // else it is us who have no more time
			d.say("ending its workers")
		}
		return true, false
	}
	d.say(fmt.Sprintf("%s in flight, %d in the queue", counted(status.Traffic.InFlight, "request"), status.Traffic.QueueDepth))
	return status.Status == "draining", false
}

func (d *drainWatch) say(text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.text = text
}

// String is "3 requests in flight, 0 in the queue".
func (d *drainWatch) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text
}
