package web

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja"
)

var responseKind = reflect.TypeFor[*Response]()

// plainAnswer makes a Response of a handler's result that is none: a string is
// text, an object is JSON. Nothing is a mistake, as under bun.
func (r *realm) plainAnswer(v goja.Value) (*Response, error) {
	t := r.emptyResponse()
	var err error
	thrown := r.vm.Try(func() {
		switch value := v.(type) {
		case goja.String:
			t.own.realm = r
			t.own.setText(value.String())
			t.body = &t.own
			t.headers.add("content-type", "text/plain;charset=UTF-8")
		case *goja.Object:
			if _, callable := goja.AssertFunction(value); !callable {
				t.setJSON(r.toJSON(value))
				return
			}
			err = r.noAnswer("a function")
		default:
			err = r.noAnswer(describeResult(v))
		}
	})
	if thrown != nil {
		return nil, thrown
	}
	return t, err
}

func describeResult(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return "nothing"
	}
	return v.String()
}

// noAnswer is the error for a result that is no answer, a TypeError so that it
// looks like the app's mistake that it is.
func (r *realm) noAnswer(got string) error {
	return r.exception(r.typeError("the handler returned %s, not a Response", got))
}

// exception makes a Go error of a value that was thrown, as goja would have it.
func (r *realm) exception(thrown goja.Value) error {
	if ex := r.vm.Try(func() { panic(thrown) }); ex != nil {
		return ex
	}
	return fmt.Errorf("thrown: %v", thrown) // not reached: Try returns what was thrown
}
