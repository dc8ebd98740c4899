package engine

import (
	"runtime"
	"runtime/metrics"
)

// memory is that of the whole process's objects, as a Guard sees it. Not
// safe for concurrent use.
type memory struct {
	limit   uint64
	samples [2]metrics.Sample
}

func newMemory(limit uint64) memory {
	m := memory{limit: limit}
	m.samples[0].Name = "/memory/classes/heap/objects:bytes"
	m.samples[1].Name = "/gc/heap/live:bytes"
	return m
}

// full is whether what lives is beyond the limit. When more than half of what
// there is may be garbage, because less than half of the limit was alive at the
// last collection, it is collected first: with GOGC=400 a process that rests at a
// fifth of its limit goes beyond it by garbage alone.
func (m *memory) full() bool {
	objects, live := m.read()
	if objects <= m.limit || live > m.limit/2 {
		return objects > m.limit
	}
	runtime.GC()
	objects, _ = m.read()
	return objects > m.limit
}

// read returns how many bytes the objects take, collected or not, and how many
// of them were alive at the last collection.
func (m *memory) read() (objects, live uint64) {
	metrics.Read(m.samples[:])
	return m.samples[0].Value.Uint64(), m.samples[1].Value.Uint64()
}
