// Package procs reads what processes cost: CPU time, memory, and who is below
// whom. It knows Linux; elsewhere everything is ErrUnsupported.
package procs

import (
	"errors"
	"time"
)

// ErrUnsupported says that there is no /proc to read.
var ErrUnsupported = errors.New("the cost of processes is read from /proc, which this system does not have")

// Process is one process at one moment.
type Process struct {
	PID, Parent int
	Cmdline     string        // arguments, separated by spaces; empty for a zombie
	CPU         time.Duration // user and system time of all threads so far, in steps of 10 ms
	RSS         int64         // bytes resident, shared pages included
	Reaped      time.Duration // CPU time of children that ended and were waited for
}

// Usage is CPU time of a whole machine. The kernel counts some of the work for
// network traffic, loopback's too, as interrupts besides.
type Usage struct {
	Processes, Interrupts time.Duration
}

// Tree returns the process pid and all below it, parents first. A pid that is
// gone is an empty tree.
func Tree(pid int) ([]Process, error) {
	all, err := list()
	if err != nil {
		return nil, err
	}
	below := make(map[int][]Process)
	var tree []Process
	for _, p := range all {
		if p.PID == pid {
			tree = append(tree, p)
		}
		below[p.Parent] = append(below[p.Parent], p)
	}
	for i := 0; i < len(tree); i++ {
		tree = append(tree, below[tree[i].PID]...)
	}
	return tree, nil
}
