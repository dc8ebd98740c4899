package bundle

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// mendRegExp makes a literal that goja has wrong, or cannot compile, a call of
// RegExp, which package es has made its own: lines, for the flag m, end in \n alone
// to goja; and what is no pattern to it would keep the whole app from loading.
// esbuild has done the same for literals with the flags u, v, y and d.
func mendRegExp(v reflect.Value) {
	literal, ok := v.Interface().(*ast.RegExpLiteral)
	if !ok || !v.CanSet() || !needsRegExp(literal.Pattern, literal.Flags) {
		return
	}
	v.Set(reflect.ValueOf(&ast.NewExpression{
		New: literal.Idx, Callee: &ast.Identifier{Name: "RegExp", Idx: literal.Idx},
		LeftParenthesis: literal.Idx, RightParenthesis: literal.Idx1() - 1,
		ArgumentList: []ast.Expression{textAt(literal.Idx, literal.Pattern), textAt(literal.Idx, literal.Flags)},
	}))
}

func needsRegExp(pattern, flags string) bool {
	if strings.Contains(flags, "m") && strings.ContainsAny(pattern, "^$") {
		return true
	}
	if !strings.Contains(pattern, "(?") {
		return false
	}
	_, err := parser.TransformRegExp(pattern, strings.Contains(flags, "s"), strings.Contains(flags, "u"))
	_, other := err.(parser.RegexpErrorIncompatible) // the other library takes it
	return err != nil && !other
}
