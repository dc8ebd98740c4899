package web

import (
	"github.com/dop251/goja"
)

// extract fills b with a BodyInit and returns the content type that it implies,
// empty when none (Fetch 5.2, "extract a body"). If the value is the stream of
// a body of ours, that body is returned instead of b.
func (r *realm) extract(b *body, v goja.Value) (*body, string) {
	b.realm = r
	o, ok := v.(*goja.Object)
	if !ok {
		b.setText(r.text(v).String())
		return b, "text/plain;charset=UTF-8"
	}
	if state := o.Export(); o.ClassName() == "Object" {
		switch source := state.(type) {
		case *body:
			if source.unusable() {
				panic(r.typeError("The stream was already read, or is locked by a reader"))
			}
			return source, ""
		case bodySource:
			return b, source.writeTo(b)
		case BodySource:
			return b, b.takeSource(source)
		}
	}
	if data, ok := r.bufferSource(o); ok {
		b.data = append([]byte{}, data...)
		return b, ""
	}
	if stream := r.asStream(o); stream != nil {
		b.object, b.kind = stream, foreign
		if b.unusable() {
			panic(r.typeError("The stream was already read, or is locked by a reader"))
		}
		return b, ""
	}
	b.setText(r.text(v).String())
	return b, "text/plain;charset=UTF-8"
}

// bodySource is a Go object that knows how to be a body: Blob, FormData,
// URLSearchParams.
type bodySource interface {
	// writeTo fills b and returns the content type, which may be empty.
	writeTo(b *body) (contentType string)
}

// bufferSource returns the bytes of an ArrayBuffer or a view of one, not copied.
func (r *realm) bufferSource(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch o.ExportType() {
	case bytesKind: // Uint8Array, Uint8ClampedArray
		if o.Get("byteLength").ToInteger() == 0 { // also when detached: Export would then panic
			return nil, true
		}
		data, ok := o.Export().([]byte)
		return data, ok
	case bufferKind:
		return o.Export().(goja.ArrayBuffer).Bytes(), true
	}
	if !r.isView(goja.FunctionCall{Arguments: []goja.Value{o}}).ToBoolean() {
		return nil, false
	}
	buffer, ok := o.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return nil, false
	}
	at, length := o.Get("byteOffset").ToInteger(), o.Get("byteLength").ToInteger()
	return buffer.Bytes()[at : at+length], true
}
