package bundle

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// mendComparison has a < b < c compare the result of a < b with c: goja's parser
// takes comparisons, in and instanceof from the right. Which of them are in
// parentheses the tree does not say, but the text does: esbuild prints none that
// are not needed.
func (m *mender) mendComparison(node any) {
	n, ok := node.(*ast.BinaryExpression)
	if !ok || !compares(n.Operator) {
		return
	}
	for {
		right, ok := n.Right.(*ast.BinaryExpression)
		if !ok || !compares(right.Operator) || m.afterParenthesis(right.Left) {
			return
		}
		n.Left = &ast.BinaryExpression{Operator: n.Operator, Left: n.Left, Right: right.Left, Comparison: n.Comparison}
		n.Operator, n.Right, n.Comparison = right.Operator, right.Right, right.Comparison
	}
}

func compares(operator token.Token) bool {
	switch operator {
	case token.LESS, token.LESS_OR_EQUAL, token.GREATER, token.GREATER_OR_EQUAL, token.INSTANCEOF, token.IN:
		return true
	}
	return false
}

// afterParenthesis is whether what stands before an expression is an opening
// parenthesis.
func (m *mender) afterParenthesis(e ast.Expression) bool {
	at := int(e.Idx0()) - m.base
	return at > 0 && at <= len(m.text) && strings.HasSuffix(strings.TrimRight(m.text[:at], " \t\n"), "(")
}
