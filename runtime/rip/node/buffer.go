package node

import (
	"bytes"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// bufferNatives are what buffer.js calls.
func (h *host) bufferNatives() natives {
	n := natives{
		"encode":     h.encode,
		"decode":     h.decode,
		"byteLength": func(call goja.FunctionCall) goja.Value { return h.vm.ToValue(h.byteLength(call)) },
		"write":      h.write,
		"compare": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(bytes.Compare(h.bytes(call.Argument(0), "buf1"), h.bytes(call.Argument(1), "buf2")))
		},
		"indexOf": h.indexOf,
		"fill":    h.fill,
		"isUtf8": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(utf8.Valid(h.bytes(call.Argument(0), "input")))
		},
		"isAscii": func(call goja.FunctionCall) goja.Value {
			data := h.bytes(call.Argument(0), "input")
			return h.vm.ToValue(bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) < 0)
		},
	}
	h.numberNatives(n)
	return n
}

// encode is (bytes, encoding) to string; null for UTF-8 that must be repaired,
// which TextDecoder does.
func (h *host) encode(call goja.FunctionCall) goja.Value {
	data := h.bytes(call.Argument(0), "buffer")
	text, ok := encodeBytes(data, call.Argument(1).String())
	if !ok {
		return goja.Null()
	}
	return text
}

// decode is (string, encoding) to ArrayBuffer.
func (h *host) decode(call goja.FunctionCall) goja.Value {
	return h.vm.ToValue(h.vm.NewArrayBuffer(decodeString(call.Argument(0).ToString().(goja.String), call.Argument(1).String())))
}

// byteLength is (string, encoding).
func (h *host) byteLength(call goja.FunctionCall) int {
	s := call.Argument(0).ToString().(goja.String)
	switch call.Argument(1).String() {
	case "latin1", "ascii":
		return s.Length()
	case "utf16le":
		return 2 * s.Length()
	case "hex":
		return s.Length() / 2
	case "base64", "base64url":
		return base64Length(s.String())
	}
	return len(s.String())
}

// write is (buffer, string, offset, length, encoding) to the bytes written. A
// character that does not fit is not begun.
func (h *host) write(call goja.FunctionCall) goja.Value {
	into := h.bytes(call.Argument(0), "buffer")
	into = into[min(max(call.Argument(2).ToInteger(), 0), int64(len(into))):]
	into = into[:min(max(call.Argument(3).ToInteger(), 0), int64(len(into)))]
	encoding := call.Argument(4).String()
	data := decodeString(call.Argument(1).ToString().(goja.String), encoding)
	n := min(len(data), len(into))
	switch encoding {
	case "utf8":
		for n < len(data) && n > 0 && !utf8.RuneStart(data[n]) {
			n--
		}
	case "utf16le":
		n &^= 1
	}
	return h.vm.ToValue(copy(into, data[:n]))
}

// indexOf is (buffer, needle, from, last, step): the first place at or after
// from, or the last one at or before it; places count by step.
func (h *host) indexOf(call goja.FunctionCall) goja.Value {
	data, needle := h.bytes(call.Argument(0), "buffer"), h.bytes(call.Argument(1), "value")
	from := int(min(max(call.Argument(2).ToInteger(), 0), int64(len(data))))
	last, step := call.Argument(3).ToBoolean(), int(call.Argument(4).ToInteger())
	if !last && step == 1 {
		if at := bytes.Index(data[from:], needle); at >= 0 {
			return h.vm.ToValue(from + at)
		}
		return h.vm.ToValue(-1)
	}
	next := step
	if last {
		next = -step
	}
	for at := from; at >= 0 && at <= len(data); at += next {
		if bytes.HasPrefix(data[at:], needle) {
			return h.vm.ToValue(at)
		}
	}
	return h.vm.ToValue(-1)
}

// fill is (buffer, pattern, start, end).
func (h *host) fill(call goja.FunctionCall) goja.Value {
	data, pattern := h.bytes(call.Argument(0), "buffer"), h.bytes(call.Argument(1), "value")
	end := min(max(call.Argument(3).ToInteger(), 0), int64(len(data)))
	into := data[min(max(call.Argument(2).ToInteger(), 0), end):end]
	for done := copy(into, pattern); done > 0 && done < len(into); {
		done += copy(into[done:], into[:done-done%len(pattern)])
	}
	return goja.Undefined()
}
