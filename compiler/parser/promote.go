package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// promoted is the name that a parameter @name binds, noted in param.
func promoted(param *ast.Param, span source.Span, name string) *ast.Ident {
	id := &ast.Ident{Span: span, Name: token.Unkept(name)}
	param.Promoted = append(param.Promoted, ast.Promotion{Property: name, Ident: id})
	return id
}

// promotePattern replaces each @name in a parameter's pattern by a name.
func promotePattern(param *ast.Param, n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Member:
		if _, own := n.X.(*ast.This); own && !n.Optional && n.Quoted == nil {
			return promoted(param, n.Span, n.Name)
		}
	case *ast.Array:
		for i, x := range n.List {
			n.List[i] = promotePattern(param, x)
		}
	case *ast.Object:
		for _, p := range n.Props {
			p.Value = promotePattern(param, p.Value)
		}
	case *ast.Spread:
		n.X = promotePattern(param, n.X)
	case *ast.Assign:
		n.Target = promotePattern(param, n.Target)
	}
	return n
}
