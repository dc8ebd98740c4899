package systemd

import (
	"time"

	"golang.org/x/sys/unix"
)

// Monotonic is CLOCK_MONOTONIC, which Go's own clock does not show: systemd
// compares Reloading's time with its own.
func Monotonic() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0 // then systemd takes the notification for an old one
	}
	return time.Duration(now.Nano())
}
