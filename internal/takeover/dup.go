package takeover

import "golang.org/x/sys/unix"

// copyOf is another descriptor of the same socket, which no process started
// meanwhile by others gets.
func copyOf(fd int) (int, error) { return unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0) }
