//go:build !linux

package manager

import (
	"errors"
	"runtime"
)

// ErrMemoryUnsupported says that this system has no way we know to measure a process.
var ErrMemoryUnsupported = errors.New("--max-memory has no effect: the memory of a process cannot be measured on " + runtime.GOOS)

// ResidentMemory is not known here.
func ResidentMemory(int) (int64, error) { return 0, ErrMemoryUnsupported }
