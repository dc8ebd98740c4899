package rip

import (
	"runtime/debug"

	"github.com/rip-server/rip-server/internal/memory"
)

// ownGC is how much garbage JavaScript may make in a worker process before it is
// collected, in per cent of what lives: requests cost a fifth to a third less
// than with Go's 100, and what lives is small, 10 MB.
const ownGC = 400

// The garbage that a server may hold with workers within it: a sixty-fourth of
// the machine's memory between these bounds. A /ping took 25 µs of CPU time with
// 13 MB of it, 22.5 with 52 and 19.7 with 105 (GOGC of 100, 400 and 800).
const (
	leastRoom = 32 << 20
	mostRoom  = 96 << 20
)

// SetCollector has Go's garbage collector run as is best for JavaScript in this
// worker process: seldom, until memory comes near rest bytes, where the process
// should stay; 0 is no such place. A limit near the Guard's would be none:
// collecting again and again slows an app that fills memory before it is stopped
// (measured: 5 s instead of 3). GOGC and GOMEMLIMIT, which getenv reads, say
// otherwise. It is for who owns the process.
func SetCollector(getenv func(string) string, rest int64) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(ownGC)
	}
	if rest > 0 && getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(rest)
	}
}

// Room is VMOptions.Room for this machine, 0 where GOGC is set.
func Room(getenv func(string) string) uint64 {
	if getenv("GOGC") != "" {
		return 0
	}
	return min(max(memory.Total()/64, leastRoom), mostRoom)
}

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
