package node

import (
	"crypto/rand"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"math/big"
	"os/exec"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/dop251/goja"
)

func (h *host) bunNatives() natives {
	n := natives{
		"file":  h.bunFile(),
		"serve": h.bunServe,
		"sleep": func(call goja.FunctionCall) goja.Value { h.sleep(call.Argument(0).ToFloat()); return goja.Undefined() },
		"uuid7": func(call goja.FunctionCall) goja.Value { return h.newBuffer(uuid7(call.Argument(0).ToInteger())) },
		"which": func(call goja.FunctionCall) goja.Value {
			path, err := exec.LookPath(call.Argument(0).String())
			if err != nil {
				return goja.Null()
			}
			return h.vm.ToValue(path)
		},
		"promise":        h.promiseState,
		"passwordHash":   h.passwordHash,
		"passwordVerify": h.passwordVerify,
	}
	for name, sum := range map[string]func(data []byte, seed uint64) uint64{
		"wyhash":   wyhash,
		"crc32":    func(data []byte, _ uint64) uint64 { return uint64(crc32.ChecksumIEEE(data)) },
		"adler32":  func(data []byte, _ uint64) uint64 { return uint64(adler32.Checksum(data)) },
		"xxHash64": xxHash64,
	} {
		n[name] = func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(new(big.Int).SetUint64(sum(h.bytes(call.Argument(0), "data"), seedOf(call.Argument(1)))))
		}
	}
	return n
}

func xxHash64(data []byte, seed uint64) uint64 {
	sum := xxhash.NewWithSeed(seed)
	_, _ = sum.Write(data) // it never fails
	return sum.Sum64()
}

// seedOf is a number or a bigint.
func seedOf(v goja.Value) uint64 {
	if n, ok := v.Export().(*big.Int); ok {
		return new(big.Int).And(n, new(big.Int).SetUint64(1<<64-1)).Uint64()
	}
	return uint64(v.ToInteger())
}

// bunServe is Bun.serve, as the worker has it.
func (h *host) bunServe(call goja.FunctionCall) goja.Value {
	if h.serve == nil {
		panic(h.unsupported("Bun.serve in a script (serve it as an app instead: rip-server FILE)"))
	}
	return h.serve(call)
}

// sleep is Bun.sleepSync. A VM that is killed does not sleep on.
func (h *host) sleep(milliseconds float64) {
	timer := time.NewTimer(time.Duration(milliseconds * float64(time.Millisecond)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-h.vm.Dead():
	}
}

// uuid7 is a UUID of version 7 (RFC 9562, 5.7) of a time in milliseconds.
func uuid7(at int64) []byte {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // it never fails
	binary.BigEndian.PutUint64(id, uint64(at)<<16|uint64(id[6])<<8|uint64(id[7]))
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// promiseState is Bun.peek: [status, result].
func (h *host) promiseState(call goja.FunctionCall) goja.Value {
	p, ok := call.Argument(0).Export().(*goja.Promise)
	if !ok {
		return h.vm.NewArray("fulfilled", call.Argument(0))
	}
	switch p.State() {
	case goja.PromiseStateFulfilled:
		return h.vm.NewArray("fulfilled", p.Result())
	case goja.PromiseStateRejected:
		return h.vm.NewArray("rejected", p.Result())
	}
	return h.vm.NewArray("pending", call.Argument(0))
}
