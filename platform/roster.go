package platform

import (
	"context"
	"fmt"
	"maps"
	goruntime "runtime"
	"slices"
	"time"
)

// adopt lets an actor live.
func (c *Controller) adopt(a *actor) *actor {
	c.mu.Lock()
	c.apps[a.name] = a
	c.mu.Unlock()
	c.wg.Go(func() { // ends with the app or the controller
		a.act()
		c.forget(a)
	})
	c.routes.changed()
	return a
}

// forget takes an actor that has ended out of the books.
func (c *Controller) forget(a *actor) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.apps[a.name] == a && !c.stopping.Load() {
		delete(c.apps, a.name)
		c.ports.keep(a.name)
		c.routes.changed()
	}
}

// A hundred apps that boot at once would each take longer than its boot timeout:
// so many begin, and one more for each that is up, or has had its head start.
const headStart = 2 * time.Second

// Who comes for an app whose turn to start has not come waits for so long, and
// so many can.
const (
	startPatience = 30 * time.Second
	maxHeld       = 1024
)

func (c *Controller) startAll(wanted []*actor) {
	places := make(chan struct{}, 2*goruntime.GOMAXPROCS(0))
	for _, a := range wanted {
		select {
		case places <- struct{}{}:
		case <-c.quit:
			return
		}
		c.wg.Go(func() { // ends with headStart
			defer func() { <-places }()
			ctx, cancel := context.WithTimeout(context.Background(), headStart)
			defer cancel()
			if err := a.do(ctx, false, a.start); err != nil && ctx.Err() == nil {
				a.log.Error("the app does not come up; attempts go on", "err", err)
			}
		})
	}
}

// actors are all of them, by name.
func (c *Controller) actors() []*actor {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []*actor
	for _, name := range slices.Sorted(maps.Keys(c.apps)) {
		list = append(list, c.apps[name])
	}
	return list
}

// actor finds one, or says that there is none.
func (c *Controller) actor(name string) (*actor, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, found := c.apps[name]; found {
		return a, nil
	}
	return nil, notFound(name)
}

func notFound(name string) error { return fmt.Errorf("%w: there is no app %q", ErrNotFound, name) }
