package bundle

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
)

// nameArguments names arguments first in a function of which only arrow functions
// do. goja (scope.lookupName) keeps it where they cannot reach it when they are the
// first to ask: they read another variable, or goja panics, which costs the VM.
func (m *mender) nameArguments(node any) {
	n, ok := node.(*ast.FunctionLiteral)
	if !ok || !strings.Contains(n.Source, "=>") || !strings.Contains(n.Source, argumentsName) {
		return
	}
	if m.arrowNames(reflect.ValueOf(n.Body), false) {
		first := &ast.ExpressionStatement{Expression: &ast.Identifier{Name: argumentsName, Idx: n.Body.LeftBrace}}
		n.Body.List = append([]ast.Statement{first}, n.Body.List...)
	}
}

const argumentsName = "arguments"

// arrowNames is whether an arrow function in a tree names the arguments of what is
// around it. A tree is searched once: other functions within have their own.
func (m *mender) arrowNames(v reflect.Value, arrow bool) bool {
	switch v.Kind() {
	case reflect.Interface:
		return m.arrowNames(v.Elem(), arrow)
	case reflect.Pointer:
		switch n := v.Interface().(type) {
		case *ast.FunctionLiteral:
			return false
		case *ast.Identifier:
			return arrow && n != nil && n.Name == argumentsName
		case *ast.PropertyShort:
			return arrow && n.Name.Name == argumentsName
		case *ast.ArrowFunctionLiteral:
			arrow = true
		}
		e := v.Elem()
		return e.Kind() == reflect.Struct && m.arrowNames(e, arrow)
	case reflect.Slice:
		for i := range v.Len() {
			if m.arrowNames(v.Index(i), arrow) {
				return true
			}
		}
	case reflect.Struct:
		for _, i := range m.fieldsOf(v.Type()) {
			if m.arrowNames(v.Field(i), arrow) {
				return true
			}
		}
	}
	return false
}
