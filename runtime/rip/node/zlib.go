package node

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxInflated bounds what is unpacked at once: a small input can stand for a
// memory full of zeros. It is where the engine stops strings, too.
const maxInflated = 512 << 20

// zlibNatives are "pack" and "unpack", both (beside, format, data, level or
// limit): beside the VM the result is a promise.
func (h *host) zlibNatives() natives {
	run := func(do func(format string, data []byte, n int) ([]byte, error)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			format, data, n := call.Argument(1).String(), clone(h.bytes(call.Argument(2), "buffer")), int(call.Argument(3).ToInteger())
			work := engine.Work(func() (func() goja.Value, error) {
				out, err := do(format, data, n)
				return func() goja.Value { return h.newBuffer(out) }, err
			})
			if call.Argument(0).ToBoolean() {
				return h.vm.Background(work, h.badData)
			}
			result, err := work()
			if err != nil {
				panic(h.badData(err))
			}
			return result()
		}
	}
	return natives{"pack": run(pack), "unpack": run(unpack)}
}

func (h *host) badData(err error) goja.Value {
	o := h.failure("Error", "Z_DATA_ERROR", "%s", err)
	must(o.Set("errno", -3))
	return o
}

func pack(format string, data []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	var w io.WriteCloser
	var err error
	switch format {
	case "gzip":
		w, err = gzip.NewWriterLevel(&out, level)
	case "deflate":
		w, err = zlib.NewWriterLevel(&out, level)
	default:
		w, err = flate.NewWriter(&out, level)
	}
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

func unpack(format string, data []byte, limit int) ([]byte, error) {
	if format == "unzip" { // told by its first bytes
		format = "deflate"
		if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
			format = "gzip"
		}
	}
	var r io.Reader
	var err error
	switch format {
	case "gzip":
		r, err = gzip.NewReader(bytes.NewReader(data))
	case "deflate":
		r, err = zlib.NewReader(bytes.NewReader(data))
	default:
		r = flate.NewReader(bytes.NewReader(data))
	}
	if err != nil {
		return nil, fmt.Errorf("incorrect header check: %w", err)
	}
	if limit <= 0 || limit > maxInflated {
		limit = maxInflated
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(out) > limit {
		return nil, fmt.Errorf("cannot create a Buffer larger than %d bytes", limit)
	}
	return out, err
}
