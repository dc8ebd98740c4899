package web

import "github.com/dop251/goja"

// moveBody makes a new body of what b has; b counts as read from then on
// (Fetch 5.4, "create a proxy for a body").
func (r *realm) moveBody(b *body) *body {
	moved := &body{realm: r, length: b.length, shared: b.shared}
	moved.data, moved.reader, moved.object = b.take()
	if moved.object != nil {
		moved.object = r.pipedStream(moved.object)
		moved.kind = foreign
	}
	return moved
}

// cloneBody returns two bodies that both have what b had (Fetch 2.2.5, "clone
// a body"). Bytes that are there are shared; what arrives, and streams of the
// app, are read once for both.
func (r *realm) cloneBody(b *body) (first, second *body) {
	if b == nil {
		return nil, nil
	}
	if b.unusable() {
		panic(r.typeError("clone: the body was already read, or is locked by a reader"))
	}
	if b.reader != nil && b.length >= 0 && b.length <= readAtOnce && b.kind == standIn {
		data, err := readBody(b.reader, b.length)
		if err != nil {
			panic(r.typeError("The body could not be read: %v", err))
		}
		b.data, b.reader = data, nil
	}
	if b.reader == nil && b.kind == standIn && b.object == nil {
		b.shared = true
		return b, &body{realm: r, data: b.data, shared: true}
	}
	left, right := r.tee(r.bodyObject(b).(*goja.Object))
	return &body{realm: r, object: left, kind: foreign}, &body{realm: r, object: right, kind: foreign}
}
