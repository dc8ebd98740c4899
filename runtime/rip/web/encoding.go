package web

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// textEncoder is a TextEncoder; it has no state.
type textEncoder struct{ engine.Expandos }

// textDecoder is a TextDecoder.
type textDecoder struct {
	engine.Expandos
	label     string // the encoding's name in lower case
	fatal     bool
	ignoreBOM bool

	decoder   charDecoder
	streaming bool // the last call was decode(…, {stream: true})
	started   bool // something was decoded: a BOM can come no more
}

// charDecoder decodes a stream of bytes in one encoding.
type charDecoder interface {
	// decode appends the text of src to dst and keeps an incomplete end for the
	// next call, unless it is the last. Malformed input becomes U+FFFD, or
	// errMalformed if fatal.
	decode(dst, src []byte, last, fatal bool) ([]byte, error)
}

// installEncoding defines TextEncoder and TextDecoder, and their streams.
func installEncoding(vm *engine.VM) error {
	vm.DefineLazyGlobal("TextEncoder", func() goja.Value { return defineTextEncoder(vm) })
	vm.DefineLazyGlobal("TextDecoder", func() goja.Value { return defineTextDecoder(vm) })
	return nil
}

func defineTextEncoder(vm *engine.VM) goja.Value {
	r := realmOf(vm)
	class := engine.NewClass(vm, "TextEncoder", 0, func(goja.ConstructorCall) *textEncoder { return &textEncoder{} })
	class.Getter("encoding", func(*textEncoder) goja.Value { return vm.ToValue("utf-8") })
	class.Method("encode", 0, func(_ *textEncoder, call goja.FunctionCall) goja.Value {
		if v := call.Argument(0); !goja.IsUndefined(v) {
			return r.newUint8Array([]byte(v.String()))
		}
		return r.newUint8Array(nil)
	})
	class.Method("encodeInto", 2, func(_ *textEncoder, call goja.FunctionCall) goja.Value {
		dst, ok := r.bufferSource(call.Argument(1))
		if !ok || viewName(call.Argument(1)) != "Uint8Array" {
			panic(vm.NewTypeError("TextEncoder.encodeInto: the second argument must be a Uint8Array"))
		}
		read, written := encodeInto(dst, call.Argument(0).String())
		result := vm.NewObject()
		must(result.Set("read", read))
		must(result.Set("written", written))
		return result
	})
	return class.Constructor
}

// viewName is the class of a typed array, or empty: exported, it is the same
// as that of a Uint8ClampedArray.
func viewName(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != bytesKind {
		return ""
	}
	return o.GetSymbol(goja.SymToStringTag).String()
}

// encodeInto copies the characters that fit whole; read counts UTF-16 units.
func encodeInto(dst []byte, s string) (read, written int) {
	for _, c := range s {
		n := utf8.RuneLen(c)
		if written+n > len(dst) {
			break
		}
		written += utf8.EncodeRune(dst[written:], c)
		read += utf16.RuneLen(c)
	}
	return read, written
}

func defineTextDecoder(vm *engine.VM) goja.Value {
	r := realmOf(vm)
	class := engine.NewClass(vm, "TextDecoder", 0, func(call goja.ConstructorCall) *textDecoder {
		d := newTextDecoder(vm, call.Argument(0))
		if options := dictionary(vm, call.Argument(1), "TextDecoder"); options != nil {
			d.fatal, d.ignoreBOM = flag(options, "fatal"), flag(options, "ignoreBOM")
		}
		return d
	})
	class.Getter("encoding", func(d *textDecoder) goja.Value { return r.word(d.label) })
	class.Getter("fatal", func(d *textDecoder) goja.Value { return vm.ToValue(d.fatal) })
	class.Getter("ignoreBOM", func(d *textDecoder) goja.Value { return vm.ToValue(d.ignoreBOM) })
	class.Method("decode", 0, func(d *textDecoder, call goja.FunctionCall) goja.Value {
		var data []byte
		if v := call.Argument(0); !goja.IsUndefined(v) {
			var ok bool
			if data, ok = r.bufferSource(v); !ok {
				panic(vm.NewTypeError("TextDecoder.decode: the first argument must be an ArrayBuffer or a view of one"))
			}
		}
		options := dictionary(vm, call.Argument(1), "TextDecoder.decode")
		text, err := d.decode(data, options != nil && flag(options, "stream"))
		if err != nil {
			panic(vm.NewTypeError("TextDecoder.decode: %s", err))
		}
		return vm.ToValue(text)
	})
	return class.Constructor
}

func newTextDecoder(vm *engine.VM, label goja.Value) *textDecoder {
	name := "utf-8"
	if !goja.IsUndefined(label) {
		name = label.String()
	}
	canonical, ok := encodingName(name)
	if !ok {
		panic(vm.NewRangeError("TextDecoder: the encoding " + name + " is not known"))
	}
	return &textDecoder{label: canonical}
}

// decode is the method of that name; stream says that more is to come.
func (d *textDecoder) decode(data []byte, stream bool) (string, error) {
	if !d.streaming || d.decoder == nil {
		d.decoder, d.started = newCharDecoder(d.label), false
	}
	d.streaming = stream
	var text []byte
	if d.label == "utf-8" && !stream && d.decoder.(*utf8Decoder).empty() && utf8.Valid(data) {
		text = data // the usual case: nothing to repair, one copy below
	} else {
		var err error
		if text, err = d.decoder.decode(make([]byte, 0, len(data)+len(data)/8), data, !stream, d.fatal); err != nil {
			d.streaming = false
			return "", err
		}
	}
	if !d.started && len(text) > 0 {
		d.started = true
		if !d.ignoreBOM && hasBOM(d.label) && len(text) >= 3 && string(text[:3]) == "\uFEFF" {
			text = text[3:]
		}
	}
	return string(text), nil
}

// hasBOM says in which encodings U+FEFF at the start is not text.
func hasBOM(label string) bool { return label == "utf-8" || label == "utf-16le" || label == "utf-16be" }

// dictionary returns an options argument: nil when there is none.
func dictionary(vm *engine.VM, v goja.Value, where string) *goja.Object {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		panic(vm.NewTypeError("%s: the options must be an object", where))
	}
	return o
}

// flag is a boolean member of a dictionary, false when it is missing.
func flag(options *goja.Object, name string) bool {
	v := options.Get(name)
	return v != nil && v.ToBoolean()
}
