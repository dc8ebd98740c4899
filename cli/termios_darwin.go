package cli

import "golang.org/x/sys/unix"

// The calls that read and write a terminal's settings.
const (
	readTermios  = unix.TIOCGETA
	writeTermios = unix.TIOCSETA
)
