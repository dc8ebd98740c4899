package node

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"

	"github.com/dop251/goja"
)

// number is one kind of number in a Buffer: readUInt16LE and writeUInt16LE.
type number struct {
	name   string
	size   int // 0: the caller says
	order  binary.ByteOrder
	signed bool
	float  bool
	big    bool
}

func numbers() []number {
	list := []number{{name: "UInt8", size: 1, order: binary.LittleEndian}, {name: "Int8", size: 1, order: binary.LittleEndian, signed: true}}
	for _, end := range []struct {
		name  string
		order binary.ByteOrder
	}{{"LE", binary.LittleEndian}, {"BE", binary.BigEndian}} {
		for _, n := range []number{
			{name: "UInt16", size: 2},
			{name: "UInt32", size: 4},
			{name: "UInt"},
			{name: "BigUInt64", size: 8, big: true},
			{name: "Int16", size: 2, signed: true},
			{name: "Int32", size: 4, signed: true},
			{name: "Int", signed: true},
			{name: "BigInt64", size: 8, big: true, signed: true},
			{name: "Float", size: 4, float: true},
			{name: "Double", size: 8, float: true},
		} {
			n.name += end.name
			n.order = end.order
			list = append(list, n)
		}
	}
	return list
}

// numberNatives adds read and write for each kind; their this is the Buffer.
func (h *host) numberNatives(into natives) {
	for _, n := range numbers() {
		into["read"+n.name] = func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(n.value(h.place(n, call.This, call.Argument(0), call.Argument(1))))
		}
		into["write"+n.name] = func(call goja.FunctionCall) goja.Value {
			raw := h.raw(n, call.Argument(0), call.Argument(2))
			place := h.place(n, call.This, call.Argument(1), call.Argument(2))
			n.put(place, raw)
			return h.vm.ToValue(call.Argument(1).ToInteger() + int64(len(place)))
		}
	}
}

// place is the bytes of a number at an offset, which may be missing.
func (h *host) place(n number, this, offset, size goja.Value) []byte {
	data := h.bytes(this, "this")
	length := h.width(n, size)
	if goja.IsUndefined(offset) && n.size > 0 {
		offset = h.vm.ToValue(0)
	}
	if !goja.IsNumber(offset) {
		panic(h.wrongType("offset", "number", offset))
	}
	at := offset.ToFloat()
	switch last := len(data) - length; {
	case at != math.Trunc(at):
		panic(h.outOfRange("offset", "an integer", offset))
	case last < 0:
		panic(h.failure("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds"))
	case at < 0 || at > float64(last):
		panic(h.outOfRange("offset", fmt.Sprintf(">= 0 and <= %d", last), offset))
	}
	return data[int(at) : int(at)+length]
}

// width is how many bytes a number has.
func (h *host) width(n number, size goja.Value) int {
	if n.size > 0 {
		return n.size
	}
	if !goja.IsNumber(size) {
		panic(h.wrongType("byteLength", "number", size))
	}
	if f := size.ToFloat(); f < 1 || f > 6 || f != math.Trunc(f) {
		panic(h.outOfRange("byteLength", ">= 1 and <= 6", size))
	}
	return int(size.ToInteger())
}

// value is the number in these bytes.
func (n number) value(place []byte) any {
	raw := n.get(place)
	switch {
	case n.float && n.size == 4:
		return float64(math.Float32frombits(uint32(raw)))
	case n.float:
		return math.Float64frombits(raw)
	case n.big && n.signed:
		return big.NewInt(int64(raw))
	case n.big:
		return new(big.Int).SetUint64(raw)
	case n.signed:
		shift := 64 - 8*len(place)
		return int64(raw<<shift) >> shift
	}
	return int64(raw)
}

func (n number) get(place []byte) (raw uint64) {
	for i := range place {
		b := place[len(place)-1-i]
		if n.order == binary.BigEndian {
			b = place[i]
		}
		raw = raw<<8 | uint64(b)
	}
	return raw
}

func (n number) put(place []byte, raw uint64) {
	for i := range place {
		at := i
		if n.order == binary.BigEndian {
			at = len(place) - 1 - i
		}
		place[at] = byte(raw >> (8 * i))
	}
}

// raw is the bits of a value to write, within the range of its kind.
func (h *host) raw(n number, v, size goja.Value) uint64 {
	if n.big {
		return h.rawBig(n, v)
	}
	f := v.ToNumber().ToFloat()
	if n.float {
		if n.size == 4 {
			return uint64(math.Float32bits(float32(f)))
		}
		return math.Float64bits(f)
	}
	bits := 8 * h.width(n, size)
	low, high := 0.0, math.Exp2(float64(bits))-1
	if n.signed {
		low, high = -math.Exp2(float64(bits-1)), math.Exp2(float64(bits-1))-1
	}
	if f < low || f > high {
		panic(h.outOfRange("value", fmt.Sprintf(">= %.0f and <= %.0f", low, high), v))
	}
	if math.IsNaN(f) {
		return 0
	}
	return uint64(int64(f))
}

func (h *host) rawBig(n number, v goja.Value) uint64 {
	value, ok := v.Export().(*big.Int)
	if !ok {
		panic(h.wrongType("value", "bigint", v))
	}
	if n.signed && value.IsInt64() {
		return uint64(value.Int64())
	}
	if !n.signed && value.IsUint64() {
		return value.Uint64()
	}
	if n.signed {
		panic(h.outOfRange("value", ">= -(2n ** 63n) and < 2n ** 63n", v))
	}
	panic(h.outOfRange("value", ">= 0n and < 2n ** 64n", v))
}
