package bundle

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// clearVariables sets a function's variables to undefined where it begins. goja
// (enterFunc.exec) copies arguments that there are no parameters for over the
// variables that inner functions share, when they share a parameter too, so that
// after
//
//	items.map(function (item) { var seen; return () => [item, seen] })
//
// seen is the index. Functions of "let", of no variables, or of no parameters are
// not affected, and left alone.
func clearVariables(node any) {
	switch n := node.(type) {
	case *ast.FunctionLiteral:
		n.Body.List = cleared(n.ParameterList, n.DeclarationList, n.Body.List, n.Function)
	case *ast.ArrowFunctionLiteral:
		if body, ok := n.Body.(*ast.BlockStatement); ok {
			body.List = cleared(n.ParameterList, n.DeclarationList, body.List, n.Start)
		}
	}
}

// cleared is a function's body with what clears its variables before it.
func cleared(parameters *ast.ParameterList, declared []*ast.VariableDeclaration, body []ast.Statement, at file.Idx) []ast.Statement {
	if len(declared) == 0 || len(parameters.List) == 0 {
		return body
	}
	taken := map[unistring.String]bool{"arguments": true} // names that have another value from the beginning, or are cleared
	take := func(id *ast.Identifier) { taken[id.Name] = true }
	for _, p := range parameters.List {
		eachName(p.Target, take)
	}
	if parameters.Rest != nil {
		eachName(parameters.Rest, take)
	}
	for _, statement := range body {
		if f, ok := statement.(*ast.FunctionDeclaration); ok {
			take(f.Function.Name)
		}
	}
	var chain ast.Expression = &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: &ast.NumberLiteral{Idx: at, Literal: "0", Value: int64(0)}}
	found := false
	for _, declaration := range declared {
		for _, binding := range declaration.List {
			eachName(binding.Target, func(id *ast.Identifier) {
				if taken[id.Name] {
					return
				}
				take(id)
				found = true
				chain = &ast.AssignExpression{Operator: token.ASSIGN, Left: &ast.Identifier{Name: id.Name, Idx: at}, Right: chain}
			})
		}
	}
	if !found {
		return body
	}
	return append([]ast.Statement{&ast.ExpressionStatement{Expression: chain}}, body...)
}

// eachName calls visit for each name that a target of a declaration has.
func eachName(target ast.Node, visit func(*ast.Identifier)) {
	switch t := target.(type) {
	case *ast.Identifier:
		visit(t)
	case *ast.AssignExpression: // a default
		eachName(t.Left, visit)
	case *ast.ArrayPattern:
		for _, element := range t.Elements {
			if element != nil {
				eachName(element, visit)
			}
		}
		if t.Rest != nil {
			eachName(t.Rest, visit)
		}
	case *ast.ObjectPattern:
		for _, property := range t.Properties {
			switch p := property.(type) {
			case *ast.PropertyShort:
				visit(&p.Name)
			case *ast.PropertyKeyed:
				eachName(p.Value, visit)
			}
		}
		if t.Rest != nil {
			eachName(t.Rest, visit)
		}
	}
}
