package rip

import "github.com/rip-server/rip-server/internal/memory"

// heapLimit is how large the objects of a worker process may grow within a
// request before it is stopped: twice what it may rest at, for a request needs
// room; half of what the machine has when nothing else is said.
func heapLimit(maxMemory int64) uint64 {
	if maxMemory > 0 {
		return 2 * uint64(maxMemory)
	}
	return memory.Total() / 2
}

// HeapLimit is VMOptions.Heap for workers that may each take maxMemory bytes, 0
// when that was not said: half of what the machine has, then.
func HeapLimit(workers int, maxMemory int64) uint64 {
	if maxMemory > 0 {
		return uint64(workers) * uint64(maxMemory)
	}
	return memory.Total() / 2
}
