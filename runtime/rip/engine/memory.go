package engine

import (
	"runtime"
	"runtime/metrics"
)

// memory is that of the whole process's objects, as a Guard sees it. Not
// safe for concurrent use.
type memory struct {
	limit   uint64
	live    uint64 // when it was last read
	samples [2]metrics.Sample
}

func newMemory(limit uint64) memory {
	m := memory{limit: limit}
	m.samples[0].Name = "/memory/classes/heap/objects:bytes"
	m.samples[1].Name = "/gc/heap/live:bytes"
	return m
}

// full is whether what lives is beyond the limit. Unless nearly all of the limit
// was alive at the last collection, garbage is collected first: what there is goes
// beyond the limit by garbage alone when it is collected at twice what lives, or
// at five times.
func (m *memory) full() bool {
	objects, live := m.read()
	if objects <= m.limit || live > m.limit/10*9 {
		return objects > m.limit
	}
	runtime.GC()
	objects, _ = m.read()
	return objects > m.limit
}

// low is whether what was alive when full last looked is more than two thirds of
// the limit: of the rest a part is garbage.
func (m *memory) low() bool { return m.live > m.limit/3*2 }

// read returns how many bytes the objects take, collected or not, and how many
// of them were alive at the last collection.
func (m *memory) read() (objects, live uint64) {
	metrics.Read(m.samples[:])
	m.live = m.samples[1].Value.Uint64()
	return m.samples[0].Value.Uint64(), m.live
}
