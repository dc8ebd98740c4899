package web

import (
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

var (
	bytesKind   = reflect.TypeFor[[]byte]()
	bufferKind  = reflect.TypeFor[goja.ArrayBuffer]()
	promiseKind = reflect.TypeFor[*goja.Promise]()
)

// readAtOnce is up to which length a body that arrives is read with the VM
// held: the balancer has it in memory already, and one request is in flight.
const readAtOnce = 64 << 10

// carrier is what has a body: a Request or a Response.
type carrier interface {
	goja.DynamicObject
	carried() *body // nil when there is none
	contentType() string
}

// defineBody gives a class the members of the Body mixin (Fetch 5.3).
func defineBody[T carrier](r *realm, c *engine.Class[T]) {
	vm := r.vm
	c.Getter("body", func(t T) goja.Value { return r.bodyObject(t.carried()) })
	c.Getter("bodyUsed", func(t T) goja.Value { return vm.ToValue(bodyUsed(t)) })
	consume := func(name string, convert func(t T, data []byte) goja.Value) {
		method := vm.Function(name, 0, func(call goja.FunctionCall) goja.Value {
			return r.settled(func() goja.Value {
				t := c.This(call.This, name)
				return r.consume(t.carried(), func(data []byte) goja.Value { return convert(t, data) })
			})
		})
		_ = c.Prototype.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	consume("arrayBuffer", func(t T, data []byte) goja.Value { return vm.ToValue(vm.NewArrayBuffer(data)) })
	consume("bytes", func(t T, data []byte) goja.Value { return r.newUint8Array(data) })
	consume("text", func(t T, data []byte) goja.Value { return vm.ToValue(decodeUTF8(data)) })
	consume("blob", func(t T, data []byte) goja.Value {
		return r.blobClass().Wrap(&Blob{data: data, kind: mimeType(t.contentType())})
	})
	consume("formData", func(t T, data []byte) goja.Value { return r.readForm(t.contentType(), data) })
	consume("json", func(t T, data []byte) goja.Value {
		return r.parse(goja.FunctionCall{Arguments: []goja.Value{vm.ToValue(decodeUTF8(data))}})
	})
}

func bodyUsed[T carrier](t T) bool {
	b := t.carried()
	return b != nil && b.disturbed()
}

// settled makes a promise of what fn returns, unless it is one already. What fn
// throws rejects it: an operation that returns a promise does not throw (Web
// IDL 3.7.7).
func (r *realm) settled(fn func() goja.Value) goja.Value {
	var v goja.Value
	if thrown := r.vm.Try(func() { v = fn() }); thrown != nil {
		return r.rejected(thrown.Value())
	}
	if o, ok := v.(*goja.Object); ok && o.ExportType() == promiseKind {
		return o
	}
	return r.fulfilled(v)
}

// consume reads the whole body and returns what convert makes of it, or a
// promise of that when the bytes are not there yet. convert may keep data.
func (r *realm) consume(b *body, convert func(data []byte) goja.Value) goja.Value {
	if b == nil {
		return convert(nil)
	}
	data, reader, stream := b.take()
	switch {
	case stream != nil:
		return r.collect(stream, convert)
	case reader == nil:
		if b.shared {
			data = append([]byte{}, data...)
		}
		return convert(data)
	case b.length >= 0 && b.length <= readAtOnce:
		data, err := readBody(reader, b.length)
		if err != nil {
			panic(r.readFailed(err))
		}
		return convert(data)
	}
	return r.background(func() (func() goja.Value, error) {
		data, err := readBody(reader, b.length)
		return func() goja.Value { return convert(data) }, err
	})
}

// background runs work in a goroutine and returns a promise of what its result
// makes with the VM held. An error rejects it with a TypeError. The goroutine
// ends with work.
func (r *realm) background(work func() (result func() goja.Value, err error)) goja.Value {
	promise, resolve, reject := r.vm.NewPromise()
	pending := r.vm.Loop.Begin()
	go func() {
		result, err := work()
		pending.Done(func() {
			if err != nil {
				r.report(reject(r.readFailed(err)))
				return
			}
			var v goja.Value
			if thrown := r.vm.Try(func() { v = result() }); thrown != nil {
				r.report(reject(thrown.Value()))
				return
			}
			r.report(resolve(v))
		})
	}()
	return r.vm.ToValue(promise)
}

// readFailed is what is thrown for a body that broke off: what the app aborted
// it with, or a TypeError.
func (r *realm) readFailed(err error) goja.Value {
	var failed *fetchError
	if errors.As(err, &failed) && failed.thrown() != nil {
		return failed.thrown()
	}
	return r.typeError("The body could not be read: %v", err)
}

// report hands on what came out of a promise's resolving: an interrupt.
func (r *realm) report(err error) { r.vm.Report(err) }

// readBody reads to the end, into one allocation when the length is known.
func readBody(reader io.ReadCloser, length int64) ([]byte, error) {
	defer reader.Close() //nolint:errcheck // all was read, or the error is the read's
	if length < 0 {
		return io.ReadAll(reader)
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(reader, data); err != nil {
		return nil, fmt.Errorf("it ended before its %d bytes: %w", length, err)
	}
	return data, nil
}

func (r *realm) newUint8Array(data []byte) goja.Value {
	array, err := r.vm.New(r.uint8Array, r.vm.ToValue(r.vm.NewArrayBuffer(data)))
	if err != nil {
		panic(err)
	}
	return array
}
