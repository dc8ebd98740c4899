package es

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxPatterns bounds a VM's cache of compiled patterns. The bundler makes
// new RegExp of every literal with a u flag, wherever it is, so the same few
// patterns come again and again; more than this come from data.
const maxPatterns = 500

// regexps is the constructor of regular expressions in one VM. goja matches
// nothing with \p{…} and knows no v flag; both are translated into what it
// knows. What it lacks for the flag d is in indexed.
type regexps struct {
	vm       *engine.VM
	make     func(newTarget *goja.Object, args ...goja.Value) (*goja.Object, error)
	exec     goja.Callable // RegExp.prototype.exec, goja's
	replaced *goja.Object  // RegExp, as apps see it
	compiled map[patternKey]pattern
}

type patternKey struct{ source, flags string }

// pattern is a compiled pattern.
type pattern struct {
	object     *goja.Object // what others are cloned from
	translated bool         // source or flags are not what the app wrote
	indexed    *indexed     // with the flag d
}

// regexpScript makes the constructor; nothing changes it.
var regexpScript = script("regexp")

func installRegExp(vm *engine.VM) error {
	native := vm.Get("RegExp")
	make, _ := goja.AssertConstructor(native)
	exec, _ := goja.AssertFunction(native.(*goja.Object).Get("prototype").(*goja.Object).Get("exec"))
	r := &regexps{vm: vm, make: make, exec: exec, compiled: map[patternKey]pattern{}}
	replaced, err := call(vm, regexpScript, vm.ToValue(r.construct), native)
	if err != nil {
		return err
	}
	r.replaced = replaced.(*goja.Object)
	vm.DefineGlobal("RegExp", replaced)
	return r.installHasIndices()
}

// construct is RegExp(pattern, flags) and new RegExp(pattern, flags), the third
// argument being new.target.
func (r *regexps) construct(call goja.FunctionCall) goja.Value {
	arg, flagsArg := call.Argument(0), call.Argument(1)
	target, isNew := call.Argument(2).(*goja.Object)
	object, like := regexpLike(arg)
	if like && !isNew && goja.IsUndefined(flagsArg) && object.Get("constructor") == goja.Value(r.replaced) {
		return object
	}
	source, flags := arg, flagsArg
	if like {
		source = object.Get("source")
		if goja.IsUndefined(flags) {
			flags = object.Get("flags")
		}
	}
	if !isNew {
		target = r.replaced
	}
	return r.of(textOrNone(source), textOrNone(flags).String(), target)
}

// regexpLike is IsRegExp (ECMA-262, 7.2.6).
func regexpLike(v goja.Value) (*goja.Object, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	if matcher := o.GetSymbol(goja.SymMatch); matcher != nil && !goja.IsUndefined(matcher) {
		return o, matcher.ToBoolean()
	}
	return o, o.ClassName() == "RegExp"
}

// textOrNone is v as a string, the empty one when v is undefined.
func textOrNone(v goja.Value) goja.String {
	if v == nil || goja.IsUndefined(v) {
		return goja.StringFromUTF16(nil)
	}
	return stringOf(v)
}

// of returns a new regular expression.
func (r *regexps) of(source goja.String, flags string, target *goja.Object) *goja.Object {
	text := source.String()
	if strings.ContainsRune(text, utf8.RuneError) { // perhaps lone surrogates: goja must see them
		return r.built(target, source, r.vm.ToValue(flags))
	}
	key := patternKey{text, flags}
	p, ok := r.compiled[key]
	if !ok {
		p = r.compile(key)
	}
	if target == r.replaced {
		o := r.built(nil, p.object)
		return r.shown(o, p, key)
	}
	plain := r.translated(key)
	return r.shown(r.built(target, r.vm.ToValue(plain.source), r.vm.ToValue(plain.flags)), p, key)
}

// compile makes the pattern that is cloned from then on.
func (r *regexps) compile(key patternKey) pattern {
	plain := r.translated(key)
	p := pattern{object: r.built(nil, r.vm.ToValue(plain.source), r.vm.ToValue(plain.flags)), translated: plain != key}
	if _, indices := cutIndices(key); indices {
		var err error
		if p.indexed, err = newIndexed(plain); err != nil {
			r.fail(key, err)
		}
	}
	if len(r.compiled) >= maxPatterns {
		clear(r.compiled)
	}
	r.compiled[key] = p
	return p
}

// translated is key as goja understands it.
func (r *regexps) translated(key patternKey) patternKey {
	without, _ := cutIndices(key)
	plain, err := translate(without)
	if err != nil {
		r.fail(key, err)
	}
	return plain
}

// built calls goja's constructor.
func (r *regexps) built(target *goja.Object, args ...goja.Value) *goja.Object {
	o, err := r.make(target, args...)
	if err != nil {
		panic(err)
	}
	return o
}

// shown has a translated expression show what the app wrote. Own properties
// put it on goja's slower path for replace and split, and on no other; an
// accessor of the prototype would do so to all expressions.
func (r *regexps) shown(o *goja.Object, p pattern, key patternKey) *goja.Object {
	if !p.translated {
		return o
	}
	hide := func(name string, v any) {
		must(o.DefineDataProperty(name, r.vm.ToValue(v), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	hide("source", key.source)
	flags := []byte(key.flags)
	slices.Sort(flags) // as RegExp.prototype.flags orders them
	hide("flags", string(flags))
	if strings.Contains(key.flags, "v") {
		hide("unicodeSets", true)
		hide("unicode", false)
	}
	if p.indexed != nil {
		r.withIndices(o, p.indexed)
	}
	return o
}

func (r *regexps) fail(key patternKey, cause error) {
	message := "Invalid regular expression: /" + key.source + "/" + key.flags + ": " + cause.Error()
	o, err := r.vm.New(r.vm.Get("SyntaxError"), r.vm.ToValue(message))
	must(err)
	panic(o)
}
