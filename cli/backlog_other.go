//go:build !linux && !darwin

package cli

import (
	"errors"
	"runtime"
)

// listenBacklog fails: how to ask is known for Linux and macOS only.
func listenBacklog() (n int, setting string, err error) {
	return 0, "somaxconn", errors.New("rip-server does not know how to ask " + runtime.GOOS)
}
