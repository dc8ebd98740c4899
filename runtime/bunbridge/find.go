package bunbridge

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rip-server/rip-server/runtime/cachedir"
)

// ErrNotFound is wrapped by the error of Find when no usable bun is there.
var ErrNotFound = errors.New("bun was not found")

// Find looks for bun where the app in appDir would: in RIP_BUN, which must
// work when it is set; in node_modules/.bin of appDir and its parents, as node
// looks for packages; on the PATH; and in tools/node_modules near this program
// and near the working directory, where `mage deps` installs it. A candidate
// counts only when it runs and is new enough. environ is "NAME=value" as in
// os.Environ. The error says what was tried and how to get bun.
func Find(appDir string, environ []string) (*Bun, error) {
	cache, err := cachedir.Of(environ)
	if err != nil {
		return nil, err
	}
	if explicit := lookup(environ, "RIP_BUN"); explicit != "" {
		return findExplicit(explicit, cache)
	}
	var tried []string
	for _, path := range candidates(appDir, environ) {
		version, err := probe(path)
		if err == nil {
			return newBun(path, version, cache), nil
		}
		tried = append(tried, err.Error())
	}
	return nil, notFound(appDir, tried)
}

// findExplicit is Find for the binary that RIP_BUN names.
func findExplicit(name, cache string) (*Bun, error) {
	path, err := filepath.Abs(name) // workers start in the app's directory
	if err != nil {
		return nil, fmt.Errorf("RIP_BUN=%s: %w", name, err)
	}
	version, err := probe(path)
	if err != nil {
		return nil, fmt.Errorf("%w: RIP_BUN is set, but %w", ErrNotFound, err)
	}
	return newBun(path, version, cache), nil
}

// notFound is the error that tells the user how to go on.
func notFound(appDir string, tried []string) error {
	seen := "there is none in node_modules/.bin of " + appDir + " or above it, nor on the PATH"
	if len(tried) > 0 {
		seen = strings.Join(tried, "; ")
	}
	return fmt.Errorf("%w: %s. Get it with `npm install bun` in the app, with `go tool mage deps` in a clone of rip-server, "+
		"or from https://bun.sh; RIP_BUN=/path/to/bun names one that is elsewhere", ErrNotFound, seen)
}

// lookup returns the last value of name in environ, as exec.Cmd would use it.
func lookup(environ []string, name string) string {
	value := ""
	for _, entry := range environ {
		if rest, ok := strings.CutPrefix(entry, name+"="); ok {
			value = rest
		}
	}
	return value
}

// isExecutable says whether path is a file that somebody may run.
func isExecutable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
