package platform

import (
	"fmt"
	"strings"
)

// admit gives a new app its ports and its actor, unless the name is taken by now.
func (c *Controller) admit(spec Spec) (*actor, error) {
	c.admission.Lock()
	defer c.admission.Unlock()
	if c.stopping.Load() {
		return nil, ErrStopping
	}
	if _, err := c.actor(spec.Name); err == nil {
		return nil, fmt.Errorf("%w: somebody else has just deployed %s", ErrExists, spec.Name)
	}
	if err := c.clash(&spec); err != nil {
		return nil, err
	}
	if err := c.reserve(&spec); err != nil {
		c.ports.keep(spec.Name)
		return nil, err
	}
	return c.adopt(newActor(c, spec, 0)), nil
}

// reserve sees to it that spec has the ports that its protocol needs: those
// that it names, or free ones.
func (c *Controller) reserve(spec *Spec) error {
	for _, p := range []struct {
		port   *int
		first  int
		needed bool
	}{
		{&spec.Port, c.opts.FirstPort, spec.Protocol != "https"},
		{&spec.HTTPSPort, c.opts.FirstHTTPSPort, strings.Contains(spec.Protocol, "https")},
	} {
		if err := c.reserveOne(spec.Name, p.port, p.first, p.needed); err != nil {
			return err
		}
	}
	return nil
}

func (c *Controller) reserveOne(app string, port *int, first int, needed bool) (err error) {
	free := func(port int) error { return tryPort(c.opts.Host, port) }
	switch {
	case !needed:
		*port = 0
	case *port == 0:
		*port, err = c.ports.takeFree(app, first, free)
	default:
		if err = c.ports.take(app, *port); err == nil {
			err = free(*port)
		}
	}
	return err
}
