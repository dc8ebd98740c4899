package engine

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestGarbageIsNotTakenForMemoryInUse(t *testing.T) {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nothing is collected unless full does it
	m := newMemory(64 << 20)
	var kept [][]byte
	fill := func() {
		for range 80 {
			kept = append(kept, make([]byte, 1<<20))
		}
	}
	fill()
	kept = nil
	if objects, _ := m.read(); objects <= m.limit {
		t.Fatalf("only %d bytes of garbage", objects)
	}
	if m.full() {
		t.Error("full of garbage")
	}
	fill()
	if !m.full() {
		t.Error("not full of what is in use")
	}
	runtime.KeepAlive(kept)
}
