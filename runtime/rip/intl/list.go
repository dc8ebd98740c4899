package intl

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// listFormat is an Intl.ListFormat.
type listFormat struct {
	engine.Expandos
	locale      resolved
	kind, style string
}

func (w *world) listClass() *goja.Object {
	c := engine.NewClass(w.vm, "ListFormat", 0, func(call goja.ConstructorCall) *listFormat {
		o := w.optionsOf(call.Argument(1))
		return &listFormat{
			locale: resolve(w.requested(call.Argument(0))),
			kind:   o.text("type", "conjunction", "conjunction disjunction unit"),
			style:  o.text("style", "long", "long short narrow"),
		}
	})
	c.Method("format", 0, func(f *listFormat, call goja.FunctionCall) goja.Value {
		return w.vm.ToValue(number.Join(f.parts(w.strings(call.Argument(0)))))
	})
	c.Method("formatToParts", 0, func(f *listFormat, call goja.FunctionCall) goja.Value {
		return w.parts(f.parts(w.strings(call.Argument(0))))
	})
	c.Method("resolvedOptions", 0, func(f *listFormat, _ goja.FunctionCall) goja.Value {
		return w.record().put("locale", f.locale.tag).put("type", f.kind).put("style", f.style).o
	})
	return finish(w, c, "ListFormat")
}

// strings are those of an iterable, which must have nothing else.
func (w *world) strings(v goja.Value) []string {
	var list []string
	if goja.IsUndefined(v) {
		return nil
	}
	w.vm.ForOf(v, func(item goja.Value) bool {
		text, ok := item.(goja.String)
		if !ok {
			panic(w.vm.NewTypeError("Iterable yielded %s which is not a string", item))
		}
		list = append(list, text.String())
		return true
	})
	return list
}

// patterns are those of the format's type and style.
func (f *listFormat) patterns() map[string]string {
	name := map[string]string{"conjunction": "standard", "disjunction": "or", "unit": "unit"}[f.kind]
	if f.style != "long" {
		name += "-" + f.style
	}
	return f.locale.Lists()[name]
}

// parts joins a list: "a, b and c" is start(a, end(b, c)).
func (f *listFormat) parts(list []string) []number.Part {
	elements := make([][]number.Part, len(list))
	for i, text := range list {
		elements[i] = []number.Part{{Type: "element", Value: text}}
	}
	patterns := f.patterns()
	join := func(pattern string, a, b []number.Part) []number.Part {
		return number.Fill(pattern, func(i int) []number.Part {
			if i == 0 {
				return a
			}
			return b
		})
	}
	switch n := len(list); n {
	case 0:
		return nil
	case 1:
		return elements[0]
	case 2:
		return join(f.contextual(patterns["2"], list[1]), elements[0], elements[1])
	default:
		rest := join(f.contextual(patterns["end"], list[n-1]), elements[n-2], elements[n-1])
		for i := n - 3; i > 0; i-- {
			rest = join(patterns["middle"], elements[i], rest)
		}
		return join(patterns["start"], elements[0], rest)
	}
}

// contextual is the pattern before a certain word: Spanish y and o become e
// and u where the next word begins with the same sound; Hebrew writes a hyphen
// before words in other scripts.
func (f *listFormat) contextual(pattern, next string) string {
	if next == "" {
		return pattern
	}
	base, _, _ := strings.Cut(f.locale.Tag, "-")
	if first, _ := utf8.DecodeRuneInString(next); base == "he" && f.kind == "conjunction" && !unicode.Is(unicode.Hebrew, first) {
		return strings.Replace(pattern, "ו{1}", "ו-{1}", 1)
	}
	if base != "es" {
		return pattern
	}
	switch f.kind {
	case "conjunction":
		if startsWithSound(next, "i", "hi", "í", "hí") && !startsWithSound(next, "hia", "hie") {
			return replaceWord(pattern, " y ", " e ")
		}
	case "disjunction":
		n, err := strconv.Atoi(next)
		if startsWithSound(next, "o", "ho", "ó", "hó", "8") || err == nil && n == 11 {
			return replaceWord(pattern, " o ", " u ")
		}
	}
	return pattern
}
