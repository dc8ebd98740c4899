package es

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxDepth bounds the nesting of JSON text, as recursion in JavaScript is
// bounded: each level is a few calls on Go's stack.
const maxDepth = 10_000

// installJSON replaces JSON.parse: goja's is three times slower and turns lone
// surrogates into U+FFFD.
func installJSON(vm *engine.VM) error {
	revive, err := call(vm, reviveScript)
	if err != nil {
		return err
	}
	walk, _ := goja.AssertFunction(revive)
	parse := vm.Function("parse", 2, func(call goja.FunctionCall) goja.Value {
		value, err := parseText(vm, jsonText(stringOf(call.Argument(0))))
		if err != nil {
			panic(err.thrown(vm))
		}
		if _, ok := goja.AssertFunction(call.Argument(1)); !ok {
			return value
		}
		if value, err := walk(goja.Undefined(), value, call.Argument(1)); err != nil {
			panic(err)
		} else {
			return value
		}
	})
	object := vm.Get("JSON").(*goja.Object)
	must(object.DefineDataProperty("parse", parse, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return nil
}

// reviveScript is JSON.parse's second pass; nothing changes it.
var reviveScript = script("revive")

func parseText(vm *engine.VM, text string) (goja.Value, *jsonError) {
	return (&jsonParser{vm: vm, text: text}).document()
}

// jsonText is s as WTF-8: UTF-8 that has lone surrogates, too.
func jsonText(s goja.String) string {
	text := s.String()
	if len(text) == s.Length() || !strings.ContainsRune(text, utf8.RuneError) || loneSurrogate(s, 0) < 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for i := loneSurrogate(s, 0); i >= 0; i = loneSurrogate(s, from) {
		b.WriteString(s.Substring(from, i).String())
		b.Write(encodeSurrogate(s.CharAt(i)))
		from = i + 1
	}
	b.WriteString(s.Substring(from, s.Length()).String())
	return b.String()
}

// jsonParser reads one text, which is WTF-8.
type jsonParser struct {
	vm    *engine.VM
	text  string
	at    int
	depth int
}

func (p *jsonParser) document() (goja.Value, *jsonError) {
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(p.text) {
		return nil, p.trailing()
	}
	return value, nil
}

func (p *jsonParser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *jsonParser) value() (goja.Value, *jsonError) {
	p.space()
	if p.at == len(p.text) {
		return nil, p.unexpected()
	}
	switch c := p.text[p.at]; c {
	case '{':
		return p.nested(p.object)
	case '[':
		return p.nested(p.array)
	case '"':
		return p.string()
	case 't':
		return p.word("true", p.vm.ToValue(true))
	case 'f':
		return p.word("false", p.vm.ToValue(false))
	case 'n':
		return p.word("null", goja.Null())
	default:
		if c == '-' || c >= '0' && c <= '9' {
			return p.number()
		}
		return nil, p.unexpected()
	}
}

func (p *jsonParser) nested(read func() (goja.Value, *jsonError)) (goja.Value, *jsonError) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.tooDeep()
	}
	p.at++
	value, err := read()
	p.depth--
	return value, err
}

func (p *jsonParser) word(word string, value goja.Value) (goja.Value, *jsonError) {
	for i := range len(word) {
		if p.at == len(p.text) || p.text[p.at] != word[i] {
			return nil, p.unexpected()
		}
		p.at++
	}
	return value, nil
}

// number reads what the grammar of JSON allows: no leading zeros, no bare point.
func (p *jsonParser) number() (goja.Value, *jsonError) {
	start := p.at
	if p.text[p.at] == '-' {
		p.at++
	}
	digits := p.at
	if !p.digits() {
		return nil, p.bad("No number after minus sign")
	}
	if p.text[digits] == '0' && p.at > digits+1 {
		p.at = digits + 1
		return nil, p.unexpected()
	}
	integer := true
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if integer = false; !p.digits() {
			return nil, p.bad("Unterminated fractional number")
		}
	}
	if p.at < len(p.text) && (p.text[p.at] == 'e' || p.text[p.at] == 'E') {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if integer = false; !p.digits() {
			return nil, p.bad("Exponent part is missing a number")
		}
	}
	return p.numeric(p.text[start:p.at], integer), nil
}

func (p *jsonParser) digits() bool {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}

func (p *jsonParser) numeric(text string, integer bool) goja.Value {
	if integer && len(text) < 16 && text != "-0" { // safe integers have 15 digits and some of 16
		n, _ := strconv.ParseInt(text, 10, 64) // cannot fail: it is digits
		return p.vm.ToValue(n)
	}
	f, _ := strconv.ParseFloat(text, 64) // out of range gives an infinity, as it should
	return p.vm.ToValue(f)
}
