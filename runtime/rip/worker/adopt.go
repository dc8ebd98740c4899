package worker

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// adopt finds the handler in an entry module's exports. The error names what
// is there and what is expected. The VM is held.
func adopt(vm *engine.VM, exports *goja.Object, entry string) (*web.Handler, error) {
	main, _ := exports.Get("default").(*goja.Object)
	sockets := exports.Get("websocket")
	if main != nil {
		if own := main.Get("websocket"); own != nil && !goja.IsUndefined(own) {
			sockets = own
		}
	}
	served := served(vm)
	if served == nil {
		served = registered(vm)
	}
	switch {
	case main != nil && isFunction(main.Get("fetch")):
		// Called on its object: class instances need their this.
		return web.NewHandler(vm, main.Get("fetch"), main, sockets)
	case main != nil && isFunction(main):
		return web.NewHandler(vm, main, nil, sockets)
	case isFunction(exports.Get("fetch")):
		return web.NewHandler(vm, exports.Get("fetch"), nil, sockets)
	case len(methods(exports)) > 0:
		return web.NewHandler(vm, byMethod(vm, exports), nil, sockets)
	case served != nil:
		if sockets == nil || goja.IsUndefined(sockets) {
			sockets = served.Get("websocket")
		}
		return web.NewHandler(vm, served.Get("fetch"), served, sockets)
	}
	return nil, fmt.Errorf("%s exports no handler: found %s. Export a function (Request) => Response as default, "+
		"or an object with fetch(Request), such as a Hono app, or register routes with @rip/api", entry, describe(exports))
}

// registered is the app whose routes the entry registered with @rip/api, which
// leaves it at a symbol of the global object; nil when there is none.
func registered(vm *engine.VM) *goja.Object {
	symbol, err := vm.RunString(`Symbol.for("rip.app")`)
	if err != nil {
		return nil
	}
	app, _ := vm.GlobalObject().GetSymbol(symbol.(*goja.Symbol)).(*goja.Object)
	return app
}

func isFunction(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}

func describe(exports *goja.Object) string {
	var found []string
	for _, name := range exports.Keys() {
		found = append(found, name+" ("+typeOf(exports.Get(name))+")")
	}
	if len(found) == 0 {
		return "no exports at all"
	}
	return strings.Join(found, ", ")
}

// typeOf is JavaScript's typeof, as far as exports go.
func typeOf(v goja.Value) string {
	switch v := v.(type) {
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if isFunction(v) {
			return "function"
		}
		return "object"
	case goja.String:
		return "string"
	}
	switch v.Export().(type) {
	case nil:
		if goja.IsUndefined(v) {
			return "undefined"
		}
		return "object"
	case bool:
		return "boolean"
	case int64, float64:
		return "number"
	}
	return "bigint"
}

// methods are the exports that are handlers of one method, sorted.
func methods(exports *goja.Object) []string {
	var found []string
	for _, name := range [...]string{"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"} {
		if isFunction(exports.Get(name)) {
			found = append(found, name)
		}
	}
	return found
}

// byMethod makes a handler of exports that are named by methods. GET answers
// HEAD, too; a method that has none is 405.
func byMethod(vm *engine.VM, exports *goja.Object) goja.Value {
	there := methods(exports)
	allowed := slices.Clone(there)
	if slices.Contains(there, "GET") && !slices.Contains(there, "HEAD") {
		allowed = append(allowed, "HEAD")
	}
	return vm.Function("fetch", 1, func(call goja.FunctionCall) goja.Value {
		name := call.Argument(0).ToObject(vm.Runtime).Get("method").String()
		if name == "HEAD" && !slices.Contains(there, name) {
			name = "GET"
		}
		if !slices.Contains(there, name) {
			return notAllowed(vm, strings.Join(allowed, ", "))
		}
		handle, _ := goja.AssertFunction(exports.Get(name))
		answer, err := handle(exports, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return answer
	})
}

func notAllowed(vm *engine.VM, allowed string) goja.Value {
	init := vm.NewObject()
	headers := vm.NewObject()
	for _, err := range []error{headers.Set("allow", allowed), init.Set("status", 405), init.Set("headers", headers)} {
		if err != nil {
			panic(err)
		}
	}
	answer, err := vm.New(vm.Get("Response"), vm.ToValue("Method Not Allowed\n"), init)
	if err != nil {
		panic(err)
	}
	return answer
}
