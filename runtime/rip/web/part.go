package web

import (
	"embed"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

//go:embed *.js
var sources embed.FS

// scripts are the parts' scripts by name; each is compiled at its first use,
// once per process. Nothing changes the map.
var scripts = readScripts()

// part is a script of this package, NAME.js: a function of (load, native) that
// returns its exports. load(name) gives it the exports of another part, native
// holds the Go functions it needs. It is evaluated when the app first touches
// one of its globals, so a VM pays only for what its app uses.
type part struct {
	globals []string                 // the exports that are global names
	native  func(*engine.VM) natives // nil: it needs none
}

// natives are Go functions by the name a part calls them by.
type natives map[string]func(goja.FunctionCall) goja.Value

// allParts are the parts by name.
func allParts() map[string]part {
	return map[string]part{
		"idl":          {},
		"streams":      {native: streamNatives, globals: streamGlobals()},
		"bodystream":   {},
		"domexception": {globals: []string{"DOMException"}},
		"event": {native: eventNatives, globals: []string{
			"Event", "CustomEvent", "ErrorEvent", "PromiseRejectionEvent", "MessageEvent", "CloseEvent", "ProgressEvent",
		}},
		"eventtarget": {native: eventNatives, globals: []string{"EventTarget", "addEventListener", "removeEventListener", "dispatchEvent"}},
		"abort":       {native: abortNatives, globals: []string{"AbortController", "AbortSignal"}},
		"performance": {native: performanceNatives, globals: []string{
			"performance", "Performance", "PerformanceEntry", "PerformanceMark", "PerformanceMeasure", "PerformanceObserver",
			"PerformanceObserverEntryList",
		}},
		"textstream": {native: textstreamNatives, globals: []string{
			"TextDecoderStream", "TextEncoderStream", "CompressionStream", "DecompressionStream",
		}},
		"websocket": {native: websocketNatives, globals: []string{"WebSocket"}},
		"clone":     {native: cloneNatives, globals: []string{"structuredClone"}},
		"message":   {native: messageNatives, globals: []string{"MessageChannel", "MessagePort", "BroadcastChannel"}},
	}
}

func readScripts() map[string]*engine.Script {
	files, err := sources.ReadDir(".")
	must(err)
	scripts := make(map[string]*engine.Script, len(files))
	for _, file := range files {
		scripts[strings.TrimSuffix(file.Name(), ".js")] = engine.NewScriptFrom("rip:web/"+file.Name(), func() string {
			source, err := sources.ReadFile(file.Name())
			must(err)
			return string(source)
		})
	}
	scripts["streams"] = streamScript()
	return scripts
}

// loader evaluates parts in one VM.
type loader struct {
	vm     *engine.VM
	parts  map[string]part
	loaded map[string]*goja.Object // exports by part
	load   goja.Value              // what parts call
}

type loaderKey struct{}

func installParts(vm *engine.VM) error {
	l := &loader{vm: vm, parts: allParts(), loaded: map[string]*goja.Object{}}
	l.load = vm.ToValue(func(call goja.FunctionCall) goja.Value {
		return l.exports(call.Argument(0).String())
	})
	vm.SetState(loaderKey{}, l)
	for name, p := range l.parts {
		for _, global := range p.globals {
			vm.DefineLazyGlobal(global, func() goja.Value { return l.exports(name).Get(global) })
		}
	}
	return nil
}

// exports of a part, which is evaluated if it has not been. A failure is a
// fault of this package and is thrown into JavaScript, for want of a better place.
func (l *loader) exports(name string) *goja.Object {
	if exports, ok := l.loaded[name]; ok {
		return exports
	}
	exports, err := l.evaluate(name)
	if err != nil {
		panic(l.vm.NewGoError(err))
	}
	l.loaded[name] = exports
	return exports
}

func (l *loader) evaluate(name string) (*goja.Object, error) {
	script, ok := scripts[name]
	if !ok {
		return nil, fmt.Errorf("the web platform has no part %q", name)
	}
	value, err := script.Run(l.vm)
	if err != nil {
		return nil, err
	}
	body, ok := goja.AssertFunction(value)
	if !ok {
		return nil, fmt.Errorf("%s.js is not a function expression", name)
	}
	native := l.vm.NewObject()
	if make := l.parts[name].native; make != nil {
		for key, fn := range make(l.vm) {
			if err := native.Set(key, fn); err != nil {
				return nil, err
			}
		}
	}
	exports, err := body(goja.Undefined(), l.load, native)
	if err != nil {
		return nil, fmt.Errorf("evaluate %s.js: %w", name, err)
	}
	return exports.ToObject(l.vm.Runtime), nil
}

// partOf returns the exports of a part, for Go code that needs its classes.
func partOf(vm *engine.VM, name string) *goja.Object {
	return vm.State(loaderKey{}).(*loader).exports(name)
}

// partLoaded reports whether the app has touched that part: while it has not,
// no object of its classes can exist.
func partLoaded(vm *engine.VM, name string) bool {
	return vm.State(loaderKey{}).(*loader).loaded[name] != nil
}

// callPart calls a function that a part exports.
func callPart(vm *engine.VM, name, function string, args ...goja.Value) (goja.Value, error) {
	fn, ok := goja.AssertFunction(partOf(vm, name).Get(function))
	if !ok {
		return nil, fmt.Errorf("%s.js exports no function %s", name, function)
	}
	return fn(goja.Undefined(), args...)
}

// must is for definitions on objects that we have just made.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
