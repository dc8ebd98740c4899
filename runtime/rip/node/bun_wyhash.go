package node

import (
	"encoding/binary"
	"math/bits"
)

// The constants of wyhash's final version 4.
const (
	wy0 = 0xa0761d6478bd642f
	wy1 = 0xe7037ed1a0b428db
	wy2 = 0x8ebc6af09c88c6e3
	wy3 = 0x589965cc75374cc3
)

// wyhash is Bun.hash: Zig's std.hash.Wyhash, which is wyhash final 4.
func wyhash(data []byte, seed uint64) uint64 {
	seed ^= mix(seed^wy0, wy1)
	var a, b uint64
	switch n := len(data); {
	case n > 16:
		seed = wyRounds(data, seed)
		a, b = read8(data[n-16:]), read8(data[n-8:])
	case n >= 4:
		quarter := n >> 3 << 2
		a = read4(data)<<32 | read4(data[quarter:])
		b = read4(data[n-4:])<<32 | read4(data[n-4-quarter:])
	case n > 0:
		a = uint64(data[0])<<16 | uint64(data[n>>1])<<8 | uint64(data[n-1])
	}
	b, a = bits.Mul64(a^wy1, b^seed)
	return mix(a^wy0^uint64(len(data)), b^wy1)
}

// wyRounds takes in what is more than sixteen bytes, without the last.
func wyRounds(data []byte, seed uint64) uint64 {
	if len(data) >= 48 {
		one, two := seed, seed
		for len(data) > 48 {
			seed = mix(read8(data)^wy1, read8(data[8:])^seed)
			one = mix(read8(data[16:])^wy2, read8(data[24:])^one)
			two = mix(read8(data[32:])^wy3, read8(data[40:])^two)
			data = data[48:]
		}
		seed ^= one ^ two
	}
	for len(data) > 16 {
		seed = mix(read8(data)^wy1, read8(data[8:])^seed)
		data = data[16:]
	}
	return seed
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

func read4(p []byte) uint64 { return uint64(binary.LittleEndian.Uint32(p)) }
func read8(p []byte) uint64 { return binary.LittleEndian.Uint64(p) }
