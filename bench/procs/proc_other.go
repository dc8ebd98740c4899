//go:build !linux

package procs

func list() ([]Process, error) { return nil, ErrUnsupported }

// Share is the process's part of memory in bytes.
func Share(int) (int64, error) { return 0, ErrUnsupported }

// Machine is what has run on the machine since boot.
func Machine() (Usage, error) { return Usage{}, ErrUnsupported }
