//go:build !linux

package cli

import "syscall"

// alive reports whether the process still runs, or has ended unseen by its parent.
func alive(pid int) bool { return syscall.Kill(pid, 0) != syscall.ESRCH }
