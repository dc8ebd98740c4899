package bundle

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// mendPrivateIn gives #x in o its operator: goja's parser takes the token after
// it, and then does not know what to make of "#x in o && …".
func mendPrivateIn(node any) {
	n, ok := node.(*ast.BinaryExpression)
	if !ok {
		return
	}
	if _, private := n.Left.(*ast.PrivateIdentifier); private {
		n.Operator = token.IN
	}
}
