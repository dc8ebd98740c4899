package emit

import "github.com/rip-server/rip-server/compiler/ast"

// A loop or a catch binds names of its own, which are not to be mistaken for
// variables around it that are called the same.

// headShadows says that what a loop walks over mentions a name that its head
// declares, as in for x in x: JavaScript would take it for the new one.
func (e *emitter) headShadows(n *ast.For) bool {
	found := false
	bound := func(name string) {
		same := func(id *ast.Ident) { found = found || id.Name == name }
		patternNames(n.Value, same)
		patternNames(n.Val, same)
		if n.Second != nil {
			same(n.Second)
		}
	}
	var visit func(ast.Node)
	visit = func(k ast.Node) {
		switch k := k.(type) {
		case *ast.Ident:
			bound(k.Name)
		case *ast.Object:
			for _, p := range k.Props {
				if id, ok := p.Key.(*ast.Ident); ok && p.Value == nil {
					bound(id.Name)
				}
			}
		}
		ast.Children(k, visit)
	}
	visit(n.Over)
	if n.By != nil {
		visit(n.By)
	}
	return found
}

// outside keeps what a loop walks over in constants before it, and returns the
// loop over these.
func (e *emitter) outside(n *ast.For) *ast.For {
	keep := func(x ast.Node) ast.Node {
		if _, literal := integer(x); literal {
			return x
		}
		name := e.name("ref")
		e.w("const ", name, " = ")
		e.expr(x, pAssign)
		e.w("; ")
		return heldNode(x, name)
	}
	out := *n
	if r, ok := ast.Bare(n.Over).(*ast.Range); ok && n.Kind == ast.ForIn {
		ends := *r
		ends.From, ends.To = keep(r.From), keep(r.To)
		out.Over = &ends
	} else {
		out.Over = keep(n.Over)
	}
	if step, _ := e.step(n.By); step == "" {
		out.By = keep(n.By)
	}
	return &out
}

// shadows says that a loop or catch in n, outside of functions, binds name, so
// that an end of n cannot assign the variable of that name around it.
func shadows(n ast.Node, name string) bool {
	found := false
	bound := func(id *ast.Ident) { found = found || id.Name == name }
	switch n := n.(type) {
	case *ast.Func, *ast.Class:
		return false
	case *ast.For:
		patternNames(n.Value, bound)
		patternNames(n.Val, bound)
		if n.Second != nil {
			bound(n.Second)
		}
	case *ast.Repeat:
		found = name == "it"
	case *ast.Try:
		patternNames(n.Param, bound)
	}
	if !found {
		ast.Children(n, func(k ast.Node) { found = found || shadows(k, name) })
	}
	return found
}
