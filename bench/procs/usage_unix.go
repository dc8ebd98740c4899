//go:build unix

package procs

import (
	"syscall"
	"time"
)

// Own is the CPU time that this process has used so far.
func Own() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0 // cannot be: the pointer is valid
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
