//go:build !linux

package manager

import "syscall"

// tieToParent does nothing: only Linux has a parent-death signal. The end of
// standard input is then the one sign by which a worker learns of our death.
func tieToParent(*syscall.SysProcAttr) {}
