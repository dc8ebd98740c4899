package es

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// jsonError is what is wrong with a text, in V8's words, which people know and
// search for.
type jsonError struct{ message string }

func (e *jsonError) thrown(vm *engine.VM) *goja.Object {
	o, err := vm.New(vm.Get("SyntaxError"), vm.ToValue(e.message))
	must(err)
	return o
}

// bad says where something is wrong: "… in JSON at position 7 (line 1 column 8)".
func (p *jsonParser) bad(what string) *jsonError {
	return p.placed(what + " in JSON")
}

func (p *jsonParser) placed(what string) *jsonError {
	before := p.text[:p.at]
	line := 1 + strings.Count(before, "\n")
	column := 1 + units(before[strings.LastIndexByte(before, '\n')+1:])
	return &jsonError{fmt.Sprintf("%s at position %d (line %d column %d)", what, units(before), line, column)}
}

func (p *jsonParser) trailing() *jsonError {
	return p.placed("Unexpected non-whitespace character after JSON")
}

func (p *jsonParser) missingName(first bool) *jsonError {
	if first {
		return p.bad("Expected property name or '}'")
	}
	return p.bad("Expected double-quoted property name")
}

func (p *jsonParser) tooDeep() *jsonError {
	return p.placed(fmt.Sprintf("JSON is nested more than %d levels deep", maxDepth))
}

// context is how many characters on both sides of a mistake are shown.
const context = 10

// unexpected is for a character that nothing begins with, or the end.
func (p *jsonParser) unexpected() *jsonError {
	if p.at == len(p.text) {
		return &jsonError{"Unexpected end of JSON input"}
	}
	if p.text == "undefined" || p.text == "[object Object]" {
		return &jsonError{fmt.Sprintf("%q is not valid JSON", p.text)}
	}
	switch c := p.text[p.at]; {
	case c == '"':
		return p.bad("Unexpected string")
	case c >= '0' && c <= '9':
		return p.bad("Unexpected number")
	}
	token, _ := utf8.DecodeRuneInString(p.text[p.at:])
	before, after := []rune(p.text[:p.at]), []rune(p.text[p.at:])
	head, tail := "", ""
	if len(before)+len(after) > 2*context {
		if len(before) > context {
			head, before = "...", before[len(before)-context:]
		}
		if len(after) > context {
			tail, after = "...", after[:context]
		}
	}
	return &jsonError{fmt.Sprintf("Unexpected token '%c', %s\"%s%s\"%s is not valid JSON", token, head, string(before), string(after), tail)}
}

// units is the length of s as JavaScript counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}
