package es

import (
	"strings"

	"github.com/dop251/goja"
)

// indicesFlag is the flag d (hasIndices): matches tell where their groups are.
const indicesFlag = "d"

// withIndices gives an expression with the flag d an exec of its own. All other
// methods ask it, because it is there; expressions without the flag are not
// touched.
func (r *regexps) withIndices(o *goja.Object, x *indexed) {
	exec := r.vm.Function("exec", 1, func(call goja.FunctionCall) goja.Value {
		text := stringOf(call.Argument(0))
		result, err := r.exec(call.This, text)
		if err != nil {
			panic(err)
		}
		if match, ok := result.(*goja.Object); ok {
			must(match.Set("indices", r.indices(match, x.groups(text, int(match.Get("index").ToInteger())))))
		}
		return result
	})
	must(o.DefineDataProperty("exec", exec, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(o.DefineDataProperty("hasIndices", r.vm.ToValue(true), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// indices is the property of a match: a pair for each group that takes part.
func (r *regexps) indices(match *goja.Object, places []place) *goja.Object {
	pairs := make([]any, len(places))
	named := map[string]goja.Value{}
	for i, s := range places {
		pairs[i] = goja.Undefined()
		if s.from >= 0 && !goja.IsUndefined(match.Get(r.vm.ToValue(i).String())) {
			pairs[i] = r.vm.NewArray(s.from, s.to)
			named[s.name] = pairs[i].(goja.Value)
		}
	}
	list := r.vm.NewArray(pairs...)
	var groups goja.Value = goja.Undefined()
	if names, ok := match.Get("groups").(*goja.Object); ok {
		object := r.vm.CreateObject(nil)
		for _, name := range names.Keys() {
			pair, ok := named[name]
			if !ok {
				pair = goja.Undefined()
			}
			must(object.Set(name, pair))
		}
		groups = object
	}
	must(list.Set("groups", groups))
	return list
}

// installHasIndices defines the accessor that expressions without the flag have.
func (r *regexps) installHasIndices() error {
	prototype := r.replaced.Get("prototype").(*goja.Object)
	get := r.vm.Function("get hasIndices", 0, func(call goja.FunctionCall) goja.Value {
		this, ok := call.This.(*goja.Object)
		switch {
		case ok && this == prototype:
			return goja.Undefined()
		case !ok || this.ClassName() != "RegExp":
			panic(r.vm.NewTypeError("RegExp.prototype.hasIndices getter called on what is no regular expression"))
		}
		return r.vm.ToValue(false)
	})
	return prototype.DefineAccessorProperty("hasIndices", get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// cutIndices is key without the flag d, and whether it had it.
func cutIndices(key patternKey) (patternKey, bool) {
	before, after, found := strings.Cut(key.flags, indicesFlag)
	return patternKey{key.source, before + after}, found
}
