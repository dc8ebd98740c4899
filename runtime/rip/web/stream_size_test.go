package web_test

import (
	"io"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/web"
)

// big is far more than may be in memory at once: aheadMax is how much may be
// between who makes a body and who takes it, heapMax how much may be alive.
const (
	big      = 50 << 20
	aheadMax = 1 << 20
	heapMax  = 20 << 20
)

// flow counts what was made and taken of a body.
type flow struct {
	made, taken, ahead atomic.Int64
	heap, peak         uint64
}

func (f *flow) make(n int) {
	ahead := f.made.Add(int64(n)) - f.taken.Load()
	f.ahead.Store(max(f.ahead.Load(), ahead))
}

// take counts, and measures what is alive every five megabytes.
func (f *flow) take(n int) {
	before := f.taken.Load()
	if after := f.taken.Add(int64(n)); before/(5<<20) != after/(5<<20) {
		f.peak = max(f.peak, alive())
	}
}

func alive() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func (f *flow) check(t *testing.T) {
	t.Helper()
	if f.taken.Load() != big {
		t.Errorf("%d bytes arrived", f.taken.Load())
	}
	if ahead := f.ahead.Load(); ahead > aheadMax {
		t.Errorf("%d bytes were made before they were wanted", ahead)
	}
	if f.peak > f.heap+heapMax {
		t.Errorf("the heap grew by %d bytes", f.peak-f.heap)
	}
}

// upload is a request body that counts what was read of it.
type upload struct{ f *flow }

func (u upload) Read(p []byte) (int, error) {
	n := min(len(p), big-int(u.f.made.Load()))
	if n == 0 {
		return 0, io.EOF
	}
	u.f.make(n)
	return n, nil
}

func (upload) Close() error { return nil }

func TestBigBodiesFlowThrough(t *testing.T) {
	if testing.Short() {
		t.Skip("moves 200 MB")
	}
	for _, c := range []struct {
		name, handler string
		upload        bool
	}{
		{"upload read by the app", `async (q) => { const r = q.body.getReader(); for (;;) { const { done, value } = await r.read(); if (done) return "ok"; take(value.length) } }`, true},
		{"upload sent back", `(q) => new Response(q.body)`, true},
		{"upload sent back through a transform", `(q) => new Response(q.body.pipeThrough(new TransformStream()))`, true},
		{"download made by the app", `() => { let left = 800; return new Response(new ReadableStream({ pull(c) { if (!left--) return c.close(); const b = new Uint8Array(65536); make(b.length); c.enqueue(b) } })) }`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			f := &flow{heap: alive()}
			count := func(fn func(int)) goja.Value {
				return w.ToValue(func(call goja.FunctionCall) goja.Value { fn(int(call.Argument(0).ToInteger())); return nil })
			}
			w.DefineGlobal("take", count(f.take))
			w.DefineGlobal("make", count(f.make))
			in := post("")
			if c.upload {
				in.Body, in.Reader, in.Length = nil, upload{f}, -1
			}
			h := w.handler(t, c.handler)
			var a *web.Answer
			if err := w.Do(func() (err error) { a, err = h.Handle(in); return err }); err != nil {
				t.Fatal(err)
			}
			for buf := make([]byte, 32<<10); a.Stream != nil; {
				n, err := a.Stream.Read(buf)
				f.take(n)
				if err != nil {
					if err != io.EOF { //nolint:errorlint // a reader returns it bare
						t.Error(err)
					}
					_ = a.Stream.Close()
					break
				}
			}
			f.check(t)
		})
	}
}
