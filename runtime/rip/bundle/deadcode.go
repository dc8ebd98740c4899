package bundle

import (
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// keepDeadCode hides from goja that a condition is constant: if (true), or
// while ("production" === "development"), which is what becomes of
// process.env.NODE_ENV.
//
// goja compiles the branch that is never taken and throws the code away, but a
// break or continue in it leaves its address behind in the loop that it would
// have left, and at that place of the loop's real code a jump is written: the
// loop goes wrong, goes on for ever, or panics. (enterDummyMode of goja copies
// the innermost block only.) A sequence of one expression has its value, and is
// constant to nobody; the branch then is code like any other.
func keepDeadCode(program *ast.Program) {
	children{}.mend(reflect.ValueOf(program.Body))
}

// mend goes through a tree once, for all that is mended in single nodes. goja has no
// visitor; this one reflects.
func (c children) mend(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		mendRegExp(v)
		c.mend(v.Elem())
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		node := v.Interface()
		hideTest(node)
		cleanStackOf(node)
		checkAwaited(node)
		clearVariables(node)
		nameArguments(node)
		if e := v.Elem(); e.Kind() == reflect.Struct {
			c.mend(e)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.mend(v.Index(i))
		}
	case reflect.Struct:
		for _, i := range c.of(v.Type()) {
			c.mend(v.Field(i))
		}
	}
}

// children are the fields of nodes that have nodes of their own, by type: reflect
// takes most of the time to tell of a field, and there are some hundred.
type children map[reflect.Type][]int

func (c children) of(node reflect.Type) []int {
	fields, known := c[node]
	if !known {
		for i := range node.NumField() {
			if holdsCode(node.Field(i)) {
				fields = append(fields, i)
			}
		}
		c[node] = fields
	}
	return fields
}

// holdsCode is whether a field of a node has nodes of its own. DeclarationList
// has those that are in the body, too; File is the text.
func holdsCode(f reflect.StructField) bool {
	if !f.IsExported() || f.Name == "DeclarationList" || f.Name == "File" {
		return false
	}
	switch f.Type.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct:
		return true
	case reflect.Slice:
		return f.Type.Elem().Kind() != reflect.Uint8
	}
	return false
}

// hideTest hides the constant in the head of a statement, if it is one.
func hideTest(node any) {
	switch n := node.(type) {
	case *ast.IfStatement:
		n.Test = hidden(n.Test)
	case *ast.WhileStatement:
		if !forEver(n.Test) {
			n.Test = hidden(n.Test)
		}
	case *ast.ForStatement:
		if n.Test != nil && !forEver(n.Test) {
			n.Test = hidden(n.Test)
		}
	}
}

// hidden is an expression that has the value of test and is not constant.
func hidden(test ast.Expression) ast.Expression {
	if !constant(test) {
		return test
	}
	return &ast.SequenceExpression{Sequence: []ast.Expression{test}}
}

// forEver is whether a loop's condition is the usual constant that is true. No
// code of it is dead, and to ask for it in each turn would cost.
func forEver(test ast.Expression) bool {
	switch n := test.(type) {
	case *ast.BooleanLiteral:
		return n.Value
	case *ast.NumberLiteral:
		return n.Value == int64(1)
	}
	return false
}

// constant is whether goja may compute n when it compiles.
func constant(n ast.Expression) bool {
	switch n := n.(type) {
	case *ast.BooleanLiteral, *ast.NumberLiteral, *ast.StringLiteral, *ast.NullLiteral:
		return true
	case *ast.TemplateLiteral:
		return n.Tag == nil && len(n.Expressions) == 0
	case *ast.UnaryExpression:
		return constant(n.Operand)
	case *ast.BinaryExpression:
		switch n.Operator {
		case token.LOGICAL_AND, token.LOGICAL_OR, token.COALESCE:
			return constant(n.Left) // the left alone may decide
		}
		return constant(n.Left) && constant(n.Right)
	}
	return false
}
