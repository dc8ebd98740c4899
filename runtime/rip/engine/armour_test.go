package engine_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func armoured(t testing.TB) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, engine.Armour)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}

// Each of these ends the process, or runs for minutes, in goja as it is.
func TestOneCallCannotTakeTheProcessDown(t *testing.T) {
	for _, source := range []string{
		`"x".repeat(2 ** 40)`, `"x".padStart(2 ** 40)`, `"x".padEnd(1e12)`,
		`new ArrayBuffer(1e12)`, `new Uint8Array(2 ** 45)`, `new Float64Array({ length: 1e12 })`, `Uint8Array.from({ length: 1e12 })`,
		`class Big extends Uint8Array {}; new Big(2 ** 45)`,
		`new Array(2e7).fill(0)`, `new Array(2 ** 32 - 1).join("xx")`, `Array.from({ length: 2 ** 40 })`,
		`const a = []; a.length = 2 ** 32 - 1; a.sort()`,
		`Math.max.apply(null, { length: 2 ** 31 })`, `Reflect.apply(Math.max, null, { length: 2 ** 31 })`,
		`eval("(".repeat(5e5))`, `new Function("return " + "[".repeat(5e5))`, `(async () => {}).constructor("[".repeat(5e5))`,
		`new Function("!".repeat(3e6) + 1)`,
	} {
		begun := time.Now()
		err := script(armoured(t), source)
		if err == nil || !strings.Contains(err.Error(), "RangeError") {
			t.Errorf("%s: %v", source, err)
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s took %v", source, took)
		}
	}
}

func TestArmourIsNotSeenOtherwise(t *testing.T) {
	vm := armoured(t)
	for _, source := range []string{
		`new Uint8Array(3) instanceof Uint8Array && new Uint8Array(3).constructor === Uint8Array`,
		`Uint8Array.name === "Uint8Array" && Uint8Array.length === 3 && Uint8Array.BYTES_PER_ELEMENT === 1`,
		`Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array) && Uint8Array.from([1, 2]).length === 2`,
		`new Uint8Array([1, 2, 3]).slice(1) instanceof Uint8Array && new Uint8Array(new ArrayBuffer(8), 4).length === 4`,
		`class Bytes extends Uint8Array { sum() { return this.reduce((a, b) => a + b, 0) } }; const b = new Bytes([1, 2]); b instanceof Bytes && b.sum() === 3 && b.map((x) => x) instanceof Bytes`,
		`new ArrayBuffer(4).byteLength === 4 && ArrayBuffer.isView(new DataView(new ArrayBuffer(1))) && new ArrayBuffer(4).slice(1).constructor === ArrayBuffer`,
		`(() => {}) instanceof Function && Function("a", "return a + 1")(1) === 2 && new Function("return this").call(5) == 5`,
		`(0, eval)("1 + 1") === 2`,
		`"ab".repeat(2) === "abab" && "a".padStart(3, "xy") === "xya"`,
		`[3, 1].sort().join() === "1,3" && Array.from("ab").length === 2 && Array.from({ length: 2 }, (_, i) => i)[1] === 1 && Math.max.apply(null, [1, 2]) === 2`,
		`Object.keys(Uint8Array).length === 0 && !Object.keys(globalThis).includes("Uint8Array") && Array.prototype.fill.name === "fill" && Array.prototype.fill.length === 1`,
	} {
		err := vm.Do(func() error {
			v, err := vm.RunString("{" + source + "}")
			if err == nil && !v.ToBoolean() {
				t.Errorf("%s is false", source)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func BenchmarkNewVM(b *testing.B) {
	for name, features := range map[string][]engine.Feature{"bare": nil, "armoured": {engine.Armour}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				vm, err := engine.New(engine.Host{Stderr: io.Discard}, features...)
				if err != nil {
					b.Fatal(err)
				}
				vm.Loop.Close()
			}
		})
	}
}
