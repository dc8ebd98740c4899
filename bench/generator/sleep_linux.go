package generator

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleepPrecisely blocks a thread for d, which is short: its wake-up is late by
// some 50 µs, the kernel's timer slack.
func sleepPrecisely(d time.Duration) {
	request := unix.NsecToTimespec(int64(d))
	_ = unix.Nanosleep(&request, nil) // a signal that ends it early does no harm
}
