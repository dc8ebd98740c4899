package platform

import (
	"fmt"
	"sync"
)

// portBook knows which port is which app's. Apps keep theirs while they are
// stopped. Safe for concurrent use.
type portBook struct {
	mu     sync.Mutex
	owners map[int]string
}

// take gives the port to an app, which may have it already.
func (b *portBook) take(app string, port int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if owner, taken := b.owners[port]; taken && owner != app {
		return fmt.Errorf("%w: port %d belongs to the app %s; choose another, or none to get a free one", ErrConflict, port, owner)
	}
	b.owners[port] = app
	return nil
}

// portTries is how many ports are looked at before the search is given up.
const portTries = 2000

// takeFree gives the app the first port from first on that is nobody's; free
// says whether other programs leave it.
func (b *portBook) takeFree(app string, first int, free func(port int) error) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	last := min(first+portTries, 65535)
	for port := first; port <= last; port++ {
		if _, taken := b.owners[port]; !taken && free(port) == nil {
			b.owners[port] = app
			return port, nil
		}
	}
	return 0, fmt.Errorf("%w: no port from %d to %d is free", ErrConflict, first, last)
}

// keep gives back all ports of an app but those.
func (b *portBook) keep(app string, ports ...int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for port, owner := range b.owners {
		if owner == app {
			delete(b.owners, port)
		}
	}
	for _, port := range ports {
		if port != 0 {
			b.owners[port] = app
		}
	}
}
