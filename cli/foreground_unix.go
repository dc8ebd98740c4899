//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// inForeground is whether keys such as ctrl-C are for this process group:
// whether it is what the terminal is talking to.
func inForeground() bool {
	terminal, err := os.Open("/dev/tty")
	if err != nil {
		return false // there is none
	}
	defer terminal.Close()
	group, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
