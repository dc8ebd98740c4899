package web

import (
	"errors"
	"io"

	"github.com/dop251/goja"
)

// chunkSize is how much of a body that arrives becomes one chunk of its stream.
const chunkSize = 64 << 10

// bodyObject is what the body attribute returns: the stream of b, or null. A
// stand-in is made at first; it becomes a full stream when the app looks at it
// as one.
func (r *realm) bodyObject(b *body) goja.Value {
	if b == nil {
		return goja.Null()
	}
	if b.object == nil {
		b.object = r.vm.NewDynamicObject(b)
		_ = b.object.SetPrototype(r.streams().Get("ReadableStream").(*goja.Object).Get("prototype").(*goja.Object))
	}
	return b.object
}

// streams are the exports of bodystream.js and of the streams library.
func (r *realm) streams() *goja.Object { return partOf(r.vm, "bodystream") }

// stream calls a function of bodystream.js; what it throws is thrown on.
func (r *realm) callStream(function string, args ...goja.Value) goja.Value {
	v, err := callPart(r.vm, "bodystream", function, args...)
	if err != nil {
		panic(err)
	}
	return v
}

// asStream returns v when it is a ReadableStream of the library, or can be
// made one (an async iterable, which bun and node take too). Nil otherwise.
func (r *realm) asStream(o *goja.Object) *goja.Object {
	if partLoaded(r.vm, "bodystream") && r.vm.InstanceOf(o, r.streams().Get("ReadableStream").(*goja.Object)) {
		return o
	}
	if !absent(o.GetSymbol(r.asyncIterator)) {
		return r.callStream("from", o).(*goja.Object)
	}
	return nil
}

// Get makes the stand-in a full stream when the streams library asks for one
// of its slots.
func (b *body) Get(name string) goja.Value {
	if isSlot(name) {
		b.awaken()
	}
	return b.Expandos.Get(name)
}

// Has is true for the slots of a stream: the library tells its objects by them.
func (b *body) Has(name string) bool {
	if isSlot(name) {
		b.awaken()
	}
	return b.Expandos.Has(name)
}

// Keys leaves the slots out.
func (b *body) Keys() []string {
	var keys []string
	for _, key := range b.Expandos.Keys() {
		if !isSlot(key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func isSlot(name string) bool {
	switch name {
	case "_readableStreamController", "_state", "_reader", "_storedError", "_disturbed":
		return true
	}
	return false
}

// awaken makes the stand-in a full stream over data or reader.
func (b *body) awaken() {
	if b.kind != standIn {
		return
	}
	b.kind = live
	r := b.realm
	if b.used {
		r.callStream("adopt", b.object, goja.Undefined(), goja.Undefined())
		b.lock()
		return
	}
	pull := r.vm.ToValue(func(call goja.FunctionCall) goja.Value { return b.pull(call.Argument(0)) })
	cancel := r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		if b.reader != nil {
			_ = b.reader.Close() // the app does not want to hear of it
		}
		return goja.Undefined()
	})
	r.callStream("adopt", b.object, pull, cancel)
}

// lock makes the stream look as it does when somebody has read all of it.
func (b *body) lock() { b.realm.callStream("lock", b.object) }

// pull gives the stream its next chunk: undefined at the end. It returns the
// chunk or a promise of it.
func (b *body) pull(goja.Value) goja.Value {
	r := b.realm
	if b.reader == nil {
		data := b.data
		b.data = nil
		if len(data) == 0 {
			return goja.Undefined()
		}
		if b.shared {
			data = append([]byte{}, data...)
		}
		return r.newUint8Array(data)
	}
	return r.background(func() (func() goja.Value, error) {
		chunk := make([]byte, chunkSize)
		n, err := readSome(b.reader, chunk)
		if n == 0 && errors.Is(err, io.EOF) {
			return goja.Undefined, b.reader.Close()
		}
		if n == 0 {
			return nil, err
		}
		return func() goja.Value { return r.newUint8Array(chunk[:n:n]) }, nil
	})
}

// readSome reads at least one byte, or says why there is none.
func readSome(reader io.Reader, into []byte) (int, error) {
	for range 100 { // a reader that gives nothing, again and again, is broken
		n, err := reader.Read(into)
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// collect reads all of a stream and returns a promise of what convert makes of it.
func (r *realm) collect(stream *goja.Object, convert func([]byte) goja.Value) goja.Value {
	var data []byte
	add := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		data = append(data, r.chunk(call.Argument(0))...)
		return goja.Undefined()
	})
	finish := r.vm.ToValue(func(goja.FunctionCall) goja.Value { return convert(data) })
	return r.callStream("collect", stream, add, finish)
}

// chunk returns the bytes of a stream's chunk, which must be a Uint8Array.
func (r *realm) chunk(v goja.Value) []byte {
	o, ok := v.(*goja.Object)
	if ok && o.ExportType() == bytesKind {
		return o.Export().([]byte)
	}
	panic(r.typeError("The stream of a body must give Uint8Array chunks, this one gave %s", typeOf(v)))
}

// tee splits a stream in two.
func (r *realm) tee(stream *goja.Object) (left, right *goja.Object) {
	pair := r.callStream("tee", stream).(*goja.Object)
	return pair.Get("0").(*goja.Object), pair.Get("1").(*goja.Object)
}

// pipedStream returns a stream with the content of another, which is locked.
func (r *realm) pipedStream(stream *goja.Object) *goja.Object {
	return r.callStream("piped", stream).(*goja.Object)
}
