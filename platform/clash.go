package platform

import "fmt"

// place is where requests on the platform's port are an app's.
type place struct{ host, path string } // host "": every host that is no app's

// places are those of an app: the host of its name whatever the path, and its
// path on its other hosts and on the platform's own.
func (s *Spec) places() []place {
	list := []place{{s.Name + ".localhost", ""}}
	for _, host := range s.Hosts {
		list = append(list, place{host, s.Path})
	}
	if s.Path != "" {
		list = append(list, place{"", s.Path})
	}
	return list
}

// clash says which other app has one of the places that s asks for. Two orders
// at the same moment may get past it; the router then keeps to the first name.
func (c *Controller) clash(s *Spec) error {
	owners := map[place]string{}
	for _, a := range c.actors() {
		if a.name != s.Name {
			other := &a.current.Load().spec
			for _, p := range other.places() {
				owners[p] = a.name
			}
		}
	}
	for _, p := range s.places() {
		owner, taken := owners[p]
		switch {
		case taken && p.host == "":
			return fmt.Errorf("%w: the path %s is the app %s's; choose another", ErrConflict, p.path, owner)
		case taken:
			return fmt.Errorf("%w: %s is the app %s's; choose another host or path", ErrConflict, p.host+p.path, owner)
		}
	}
	return nil
}
