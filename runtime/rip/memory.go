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

// ownShare is what each worker within the server may take together with the
// others when nothing else is said. The limit is of them all: one app may take
// what the others leave.
const ownShare = 256 << 20

// HeapLimit is VMOptions.Heap for that many workers that may each take maxMemory
// bytes; 0 is 256 MB. It is never more than half of what the machine has.
func HeapLimit(workers int, maxMemory int64) uint64 {
	if maxMemory == 0 {
		maxMemory = ownShare
	}
	limit := uint64(max(workers, 2)) * uint64(maxMemory)
	if half := memory.Total() / 2; half > 0 {
		limit = min(limit, half)
	}
	return limit
}
