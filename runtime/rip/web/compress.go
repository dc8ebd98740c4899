package web

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"runtime"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// codec compresses or decompresses a stream, chunk by chunk.
type codec interface {
	// write takes the next bytes and returns what came out of it so far.
	write(data []byte) ([]byte, error)
	// end returns the rest. An input that is not complete is an error.
	end() ([]byte, error)
	// stop gives up early; more than once does no harm.
	stop()
}

func textstreamNatives(vm *engine.VM) natives {
	return natives{
		"compressor": func(call goja.FunctionCall) goja.Value {
			return codecObject(vm, newCompressor(vm, call.Argument(0).String()))
		},
		"decompressor": func(call goja.FunctionCall) goja.Value {
			return codecObject(vm, newDecompressor(vm, call.Argument(0).String()))
		},
	}
}

// codecObject is a codec for JavaScript; its errors are TypeErrors.
func codecObject(vm *engine.VM, c codec) goja.Value {
	r := realmOf(vm)
	result := func(data []byte, err error) goja.Value {
		if err != nil {
			panic(vm.NewTypeError("The compressed data is not valid: %s", err))
		}
		return r.newUint8Array(data)
	}
	o := vm.NewObject()
	must(o.Set("write", func(call goja.FunctionCall) goja.Value {
		data, _ := r.bufferSource(call.Argument(0))
		return result(c.write(data))
	}))
	must(o.Set("end", func(goja.FunctionCall) goja.Value { return result(c.end()) }))
	must(o.Set("stop", func(goja.FunctionCall) goja.Value { c.stop(); return goja.Undefined() }))
	runtime.AddCleanup(o, codec.stop, c) // a stream may be abandoned anywhere
	return o
}

// formatError is for a format that CompressionStream does not know.
func formatError(vm *engine.VM, format string) *goja.Object {
	return vm.NewTypeError("%q is not a compression format: use gzip, deflate or deflate-raw", format)
}

// compressor compresses into a buffer.
type compressor struct {
	to  io.WriteCloser
	out bytes.Buffer
}

func newCompressor(vm *engine.VM, format string) *compressor {
	c := &compressor{}
	switch format {
	case "gzip":
		c.to = gzip.NewWriter(&c.out)
	case "deflate":
		c.to = zlib.NewWriter(&c.out)
	case "deflate-raw":
		w, err := flate.NewWriter(&c.out, flate.DefaultCompression)
		must(err) // the level is a valid one
		c.to = w
	default:
		panic(formatError(vm, format))
	}
	return c
}

func (c *compressor) write(data []byte) ([]byte, error) {
	_, err := c.to.Write(data)
	return c.take(), err
}

func (c *compressor) end() ([]byte, error) {
	err := c.to.Close()
	return c.take(), err
}

func (c *compressor) stop() {}

func (c *compressor) take() []byte {
	data := bytes.Clone(c.out.Bytes())
	c.out.Reset()
	return data
}
