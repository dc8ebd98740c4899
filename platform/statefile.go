package platform

import (
	"fmt"
	"path/filepath"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/platform/store"
)

// Home is the directory where the platform keeps what it knows: "platform"
// within RIP_HOME, else within ~/.rip-server. It is made if it is not there, and
// must be its user's alone.
func Home(environ []string) (string, error) {
	home, err := ca.HomeOf(environ)
	if err != nil {
		return "", err
	}
	dir, err := home.Dir("platform")
	if err != nil {
		return "", fmt.Errorf("the platform's home: %w", err)
	}
	return dir, nil
}

// OpenStore opens the store in the platform's home. A *store.InUseError says
// that another platform has it.
func OpenStore(environ []string) (store.Store, error) {
	dir, err := Home(environ)
	if err != nil {
		return nil, err
	}
	return store.Open(filepath.Join(dir, "state.db"))
}
