package compiler_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// lowered is what goja lacks and esbuild can express otherwise.
func lowered() map[string]bool {
	return map[string]bool{"async-generator": false, "for-await": false, "top-level-await": true}
}

// parseJavaScript says whether code is JavaScript, in esbuild's eyes.
func parseJavaScript(code []byte) error {
	_, err := transform(string(code))
	return err
}

// transform makes JavaScript that goja understands.
func transform(code string) (string, error) {
	out := api.Transform(code, api.TransformOptions{Loader: api.LoaderJS, Target: api.ESNext, Supported: lowered()})
	for _, e := range out.Errors {
		if strings.Contains(e.Text, "is not declared in this file") {
			continue // an export of a name that a test does not care to define
		}
		line := 0
		if e.Location != nil {
			line = e.Location.Line
		}
		return "", fmt.Errorf("line %d of the output is no JavaScript: %s\n%s", line, e.Text, code)
	}
	return string(out.Code), nil
}

// evaluate runs a script in goja and returns its value, or what the promise
// that is its value became, as JSON; null is undefined.
func evaluate(code string) (string, error) {
	if strings.Contains(code, "async function*") || strings.Contains(code, "async *") || strings.Contains(code, "for await") {
		var err error
		if code, err = transform(code); err != nil {
			return "", err
		}
	}
	vm, err := newVM()
	if err != nil {
		return "", err
	}
	v, err := vm.RunString(code)
	if err != nil {
		return "", err
	}
	if promise, ok := v.Export().(*goja.Promise); ok {
		switch promise.State() {
		case goja.PromiseStatePending:
			return "", errors.New("the promise is pending for ever")
		case goja.PromiseStateRejected:
			return "", fmt.Errorf("rejected: %v", promise.Result())
		}
		v = promise.Result()
	}
	stringify, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("stringify"))
	text, err := stringify(goja.Undefined(), v)
	if err != nil {
		return "", err
	}
	if goja.IsUndefined(text) {
		return "null", nil
	}
	return text.String(), nil
}

// newVM is a goja VM with the little that tests use of the world.
func newVM() (*goja.Runtime, error) {
	vm := goja.New()
	vm.SetMaxCallStackSize(2000)
	_, err := vm.RunString(`
		globalThis.console = { log() {}, dir() {}, warn() {}, error() {} };
		Object.defineProperty(Symbol, "asyncIterator", { value: Symbol("Symbol.asyncIterator") });
		globalThis.setTimeout = (f) => { Promise.resolve().then(f); return 0; };
		globalThis.Response = class { constructor(body) { this.body = body; } text() { return Promise.resolve(this.body); } };
	`)
	return vm, err
}
