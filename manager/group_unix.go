//go:build unix

package manager

import "syscall"

// groupOf returns the process group of pid, 0 when there is no such process.
func groupOf(pid int) int {
	if pid <= 0 {
		return 0 // getpgid(0) would be our own
	}
	group, err := syscall.Getpgid(pid)
	if err != nil {
		return 0
	}
	return group
}
