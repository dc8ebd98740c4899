package emit

import (
	"maps"

	"github.com/rip-server/rip-server/compiler/ast"
)

// A default, or a pattern's, that needs something of the function's body, such
// as a temporary, the _ of a match or a variable that it assigns, cannot see
// it from the parameter list, and JavaScript does not let it await or yield
// there. It, and those behind it, which may read it, are computed first thing
// in the body instead.

// params writes a parameter list and returns what its body begins with.
func (e *emitter) params(n *ast.Func) (prelude []func()) {
	e.w("(")
	first, late := true, false
	for i, p := range n.Params {
		if p.Quiet != "" {
			continue
		}
		if !first {
			e.w(",")
			e.sep(p.Start)
		}
		first = false
		if _, ok := p.Target.(*ast.Expansion); ok {
			prelude = append(prelude, e.expansion(n.Params[i+1:]))
			break
		}
		late = late || needsBody(p, n.Scope)
		line := func() {}
		if !late {
			line, late = e.tryParam(p)
		}
		if late {
			line = e.lateParam(p)
		}
		prelude = appendLine(prelude, line)
	}
	if n.UsesIt {
		e.w("it")
	}
	e.w(")")
	return prelude
}

// appendLine adds a line to a prelude, if there is one.
func appendLine(prelude []func(), line func()) []func() {
	if line == nil {
		return prelude
	}
	return append(prelude, line)
}

// tryParam writes a parameter, unless that takes a temporary; then late is set
// and nothing is written.
func (e *emitter) tryParam(p *ast.Param) (line func(), late bool) {
	before, next := e.here(), maps.Clone(e.fn.next)
	line = e.param(p)
	if len(e.fn.temps) == 0 {
		return line, false
	}
	e.rewind(before)
	e.fn.temps, e.fn.next = nil, next
	return nil, true
}

// param writes one parameter; a pattern that JavaScript has not is taken apart
// in the body.
func (e *emitter) param(p *ast.Param) (line func()) {
	if p.Rest {
		e.w("...")
	}
	switch {
	case middleRest(p.Target):
		name := e.name("arg")
		e.w(name)
		line = func() { e.declarePattern(p.Target, name) }
	default:
		e.pattern(p.Target)
	}
	if p.Default != nil {
		e.w(" = ")
		e.expr(p.Default, pAssign)
	}
	return line
}

// lateParam writes a parameter whose default, or pattern, is for the body. The
// = undefined keeps it out of the function's length, as any default does.
func (e *emitter) lateParam(p *ast.Param) (line func()) {
	if p.Rest {
		e.w("...")
	}
	id, named := p.Target.(*ast.Ident)
	name := ""
	if named {
		name = id.Name
	} else {
		name = e.name("arg")
	}
	e.w(name)
	if p.Default == nil {
		if named {
			return nil
		}
		return func() { e.declarePattern(p.Target, name) }
	}
	e.w(" = undefined")
	return func() {
		e.w("if (", name, " === undefined) ", name, " = ")
		e.expr(p.Default, pAssign)
		e.w(";")
		if !named {
			e.space()
			e.declarePattern(p.Target, name)
		}
	}
}

// needsBody says that a parameter's default, or its pattern, can only be
// computed in the function's body.
func needsBody(p *ast.Param, scope *ast.Scope) bool {
	_, named := p.Target.(*ast.Ident)
	return !named && bodyOnly(p.Target, scope) || p.Default != nil && bodyOnly(p.Default, scope)
}

// bodyOnly says that n awaits or yields, or mentions a name that the body of
// the function with this scope declares.
func bodyOnly(n ast.Node, scope *ast.Scope) bool {
	awaits, yields := ast.Leaves(n)
	return awaits || yields || mentionsBody(n, scope)
}

// mentionsBody says that n, or a function in it, mentions a name of scope that
// is no parameter.
func mentionsBody(n ast.Node, scope *ast.Scope) bool {
	declared := func(v *ast.Var) bool { return v != nil && v.Scope == scope && v.Kind != ast.ParamVar }
	found := false
	switch n := n.(type) {
	case *ast.Ident:
		found = declared(n.Var)
	case *ast.Match:
		found = declared(n.Last)
	case *ast.Capture:
		found = declared(n.Last)
	case *ast.Object:
		for _, p := range n.Props {
			id, ok := p.Key.(*ast.Ident)
			found = found || ok && p.Value == nil && declared(id.Var)
		}
	}
	if !found {
		ast.Children(n, func(k ast.Node) { found = found || mentionsBody(k, scope) })
	}
	return found
}
