package bundle

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// hideTest hides from goja that the condition in the head of a statement is
// constant: if (true), or while ("production" === "development"), which is what
// becomes of process.env.NODE_ENV.
//
// goja compiles the branch that is never taken and throws the code away, but a
// break or continue in it leaves its address behind in the loop that it would
// have left, and at that place of the loop's real code a jump is written: the
// loop goes wrong, goes on for ever, or panics. (enterDummyMode of goja copies
// the innermost block only.) A sequence of one expression has its value, and is
// constant to nobody; the branch then is code like any other.
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
