package engine_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

type counter struct {
	engine.Expandos
	n int64
}

// withCounter returns a VM with a class Counter.
func withCounter(t *testing.T) *engine.VM {
	t.Helper()
	vm := newVM(t)
	c := engine.NewClass(vm, "Counter", 1, func(call goja.ConstructorCall) *counter {
		return &counter{n: call.Argument(0).ToInteger()}
	})
	c.Accessor("value",
		func(c *counter) goja.Value { return vm.ToValue(c.n) },
		func(c *counter, v goja.Value) { c.n = v.ToInteger() })
	c.Method("add", 1, func(c *counter, call goja.FunctionCall) goja.Value {
		c.n += call.Argument(0).ToInteger()
		return call.This
	})
	vm.DefineGlobal("Counter", c.Constructor)
	return vm
}

func TestNativeClassIsAClassToJavaScript(t *testing.T) {
	for expression, want := range map[string]string{
		`new Counter(3).add(4).value`:                                                                 "7",
		`{ const c = new Counter(1); c.value = 9; c.value }`:                                          "9",
		`new Counter(1) instanceof Counter`:                                                           "true",
		`Object.prototype.toString.call(new Counter(1))`:                                              "[object Counter]",
		`Counter.name + Counter.length + Counter.prototype.add.name`:                                  "Counter1add",
		`Object.keys(Counter.prototype).join()`:                                                       "value,add",
		`Object.keys(new Counter(1)).length`:                                                          "0",
		`{ const c = new Counter(1); c.a = 2; delete c.a; c.b = 3; JSON.stringify(c) }`:               `{"b":3}`,
		`{ const c = new Counter(1); Object.defineProperty(c, "value", { value: "mine" }); c.value }`: "mine",
		`"value" in new Counter(1) && !Object.hasOwn(new Counter(1), "value")`:                        "true",
		`class Big extends Counter { #by = 10; big() { return this.add(this.#by).value } }
		 new Big(5).big() + " " + (new Big(1) instanceof Counter)`: "15 true",
		`class Over extends Counter { get value() { return "over " + super.value } } new Over(5).value`: "over 5",
	} {
		vm := withCounter(t)
		if got, err := vm.RunString(expression); err != nil || got.String() != want {
			t.Errorf("%s\n got %v, %v\nwant %s", expression, got, err, want)
		}
	}
}

func TestMemberTakenOffItsObjectThrowsTypeError(t *testing.T) {
	for _, expression := range []string{
		`Counter.prototype.value`,
		`Counter.prototype.add.call({}, 1)`,
		`Counter.prototype.add.call(undefined, 1)`,
		`Counter.prototype.add.call(new Proxy(new Counter(1), {}), 1)`,
		`new Counter()`,
		`new Counter(1).add()`,
	} {
		got, err := withCounter(t).RunString(`try { ` + expression + `; "nothing thrown" } catch (e) { e.constructor.name }`)
		if err != nil || got.String() != "TypeError" {
			t.Errorf("%s: %v, %v", expression, got, err)
		}
	}
}

func TestLazyGlobalIsMadeAtItsFirstUse(t *testing.T) {
	vm := newVM(t)
	made := 0
	vm.DefineLazyGlobal("late", func() goja.Value { made++; return vm.ToValue("made") })
	if got, err := vm.RunString(`typeof late + late + late`); err != nil || got.String() != "stringmademade" || made != 1 {
		t.Errorf("got %v, %v, made %d times", got, err, made)
	}
	vm.DefineLazyGlobal("replaced", func() goja.Value { made++; return vm.ToValue("made") })
	if got, err := vm.RunString(`replaced = "mine"; replaced`); err != nil || got.String() != "mine" || made != 1 {
		t.Errorf("got %v, %v, made %d times", got, err, made)
	}
}
