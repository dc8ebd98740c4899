package web

import (
	"io"
	"unsafe"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// body is what a Request or a Response carries: bytes that are there, bytes
// that arrive, or a ReadableStream that the app made. It is also the state
// behind its own stream object, which costs nothing until the app reads from
// it as a stream: passing request.body on to new Response hands over the Go
// side, and no byte is ever seen by JavaScript.
type body struct {
	engine.Expandos // the slots of a ReadableStream, once it is live

	realm  *realm
	data   []byte        // what is there; read-only when shared
	shared bool          // data belongs to others too
	reader io.ReadCloser // what arrives, off the VM; nil when it is all in data
	length int64         // of reader; negative: unknown

	object *goja.Object // the stream object: the app's own, or the stand-in for this body
	kind   streamKind
	used   bool // it was read, or is being read, without its stream object
}

// streamKind says who is behind body.object.
type streamKind uint8

const (
	standIn streamKind = iota // the body itself, a stream by looks only (or there is no object)
	live                      // the body, by now a full ReadableStream over data or reader
	foreign                   // the app
)

// setText makes b the body of a string.
func (b *body) setText(s string) {
	b.data, b.shared = bytesOf(s), true
}

// bytesOf returns the bytes of s without copying them: they must not be changed.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// disturbed reports whether somebody has read from the body (Fetch 5.3, bodyUsed).
func (b *body) disturbed() bool {
	return b.used || b.kind != standIn && b.slot("_disturbed").ToBoolean()
}

// unusable reports whether the body cannot be read any more: it was, or
// somebody has a reader (Fetch 5.3).
func (b *body) unusable() bool {
	return b.disturbed() || b.kind != standIn && !goja.IsUndefined(b.slot("_reader"))
}

// slot returns an internal slot of the stream as the streams library has it.
func (b *body) slot(name string) goja.Value {
	var v goja.Value
	if b.kind == foreign {
		v = b.object.Get(name)
	} else {
		v = b.Expandos.Get(name)
	}
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// take marks the body as read by Go code and hands over what it is. Only one
// of data, reader and stream counts. It throws when the body is unusable.
func (b *body) take() (data []byte, reader io.ReadCloser, stream *goja.Object) {
	if b.unusable() {
		panic(b.realm.typeError("The body was already read, or is locked by a reader"))
	}
	if b.kind == foreign {
		return nil, nil, b.object
	}
	b.used = true
	if b.kind == live { // nobody has pulled yet: what is behind it is untouched
		b.lock()
	}
	return b.data, b.reader, nil
}

// cancel lets go of a body that nobody will read.
func (b *body) cancel() {
	if b == nil || b.used || b.reader == nil || b.kind == live {
		return
	}
	b.used = true
	_ = b.reader.Close() // nobody is left to be told
}
