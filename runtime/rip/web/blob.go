package web

import (
	"bytes"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Blob is the class of that name (File API 3), and File too, which has a file
// beside. Its bytes never change, so that slices and bodies share them.
type Blob struct {
	engine.Expandos
	data []byte
	kind string // its type attribute
	file *fileInfo
}

func (b *Blob) writeTo(into *body) string {
	into.data, into.shared = b.data, true
	return b.kind
}

// blobClass defines Blob at its first use.
func (r *realm) blobClass() *engine.Class[*Blob] {
	if r.blob != nil {
		return r.blob
	}
	c := engine.NewClass(r.vm, "Blob", 0, func(call goja.ConstructorCall) *Blob {
		return r.newBlob(call.Argument(0), call.Argument(1))
	})
	r.blob = c
	c.Getter("size", func(b *Blob) goja.Value { return r.vm.ToValue(len(b.data)) })
	c.Getter("type", func(b *Blob) goja.Value { return r.vm.ToValue(b.kind) })
	c.Method("slice", 0, func(b *Blob, call goja.FunctionCall) goja.Value { return c.Wrap(r.slice(b, call)) })
	c.Method("stream", 0, func(b *Blob, _ goja.FunctionCall) goja.Value {
		return r.bodyObject(&body{realm: r, data: b.data, shared: true})
	})
	r.blobReading(c)
	return c
}

// blobReading defines the methods that return promises. They do not wait: the
// bytes are there.
func (r *realm) blobReading(c *engine.Class[*Blob]) {
	read := func(name string, convert func(data []byte) goja.Value) {
		method := r.vm.Function(name, 0, func(call goja.FunctionCall) goja.Value {
			return r.settled(func() goja.Value { return convert(c.This(call.This, name).data) })
		})
		must(c.Prototype.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	read("text", func(data []byte) goja.Value { return r.vm.ToValue(decodeUTF8(data)) })
	read("arrayBuffer", func(data []byte) goja.Value { return r.vm.ToValue(r.vm.NewArrayBuffer(bytes.Clone(data))) })
	read("bytes", func(data []byte) goja.Value { return r.newUint8Array(bytes.Clone(data)) })
}

// newBlob is the constructor.
func (r *realm) newBlob(parts, options goja.Value) *Blob {
	b := &Blob{}
	var list []goja.Value
	if !goja.IsUndefined(parts) {
		list = r.blobParts(parts)
	}
	native := r.blobEndings(options)
	if o, ok := options.(*goja.Object); ok {
		if v := given(o, "type"); v != nil {
			b.kind = blobType(r.text(v).String())
		}
	} else if !absent(options) {
		panic(r.typeError("Blob: the options must be an object"))
	}
	for _, part := range list {
		b.data = append(b.data, r.blobPart(part, native)...)
	}
	return b
}

// blobParts converts the sequence of parts: what is neither a Blob nor a buffer
// becomes a string, while the sequence is read.
func (r *realm) blobParts(parts goja.Value) (list []goja.Value) {
	o, ok := parts.(*goja.Object)
	if !ok {
		panic(r.typeError("Blob: the first argument must be an array of parts"))
	}
	method := o.GetSymbol(goja.SymIterator)
	if absent(method) {
		panic(r.typeError("Blob: the first argument must be an array of parts"))
	}
	r.each(o, method, func(part goja.Value) {
		if _, isBlob := r.blobOf(part); !isBlob {
			if _, isBuffer := r.bufferSource(part); !isBuffer {
				part = r.text(part)
			}
		}
		list = append(list, part)
	})
	return list
}

// blobEndings reports whether line ends are to be the platform's.
func (r *realm) blobEndings(options goja.Value) (native bool) {
	o, ok := options.(*goja.Object)
	if !ok {
		return false
	}
	v := given(o, "endings")
	if v == nil {
		return false
	}
	switch s := r.text(v).String(); s {
	case "transparent", "native":
		return s == "native"
	default:
		panic(r.typeError(`Blob: endings must be "transparent" or "native", not %q`, s))
	}
}

func (r *realm) blobPart(v goja.Value, native bool) []byte {
	if blob, ok := r.blobOf(v); ok {
		return blob.data
	}
	if data, ok := r.bufferSource(v); ok {
		return data
	}
	s := r.text(v).String()
	if native {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return bytesOf(s)
}

// blobOf is Of, without defining the class: while it is not, there is no Blob.
func (r *realm) blobOf(v goja.Value) (*Blob, bool) {
	if r.blob == nil {
		return nil, false
	}
	return r.blob.Of(v)
}

// blobType is the type as the constructor takes it: empty unless printable ASCII.
func blobType(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return ""
		}
	}
	return lower(s)
}

// slice is Blob.slice(start, end, contentType).
func (r *realm) slice(b *Blob, call goja.FunctionCall) *Blob {
	size := int64(len(b.data))
	at := func(i int, otherwise int64) int64 {
		v := call.Argument(i)
		if goja.IsUndefined(v) {
			return otherwise
		}
		n := v.ToNumber().ToInteger()
		if n < 0 {
			return max(size+n, 0)
		}
		return min(n, size)
	}
	start, end := at(0, 0), at(1, size)
	part := &Blob{data: b.data[start:max(start, end)]}
	if v := call.Argument(2); !goja.IsUndefined(v) {
		part.kind = blobType(r.text(v).String())
	}
	return part
}
