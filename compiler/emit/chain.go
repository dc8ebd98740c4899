package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// base writes what a property, index or call is of. Parentheses around an
// optional chain end it, so they stay.
func (e *emitter) base(n ast.Node) {
	inner := ast.Bare(n)
	_, paren := n.(*ast.Paren)
	_, number := inner.(*ast.Number)
	if number || paren && isOptional(inner) {
		e.w("(")
		e.expr(inner, pAny)
		e.w(")")
		return
	}
	e.expr(n, pCall)
}

// isOptional says that a chain has a ?. in it.
func isOptional(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Member:
		return n.Optional || isOptional(n.X)
	case *ast.Index:
		return n.Optional || isOptional(n.X)
	case *ast.Slice:
		return n.Optional || isOptional(n.X)
	case *ast.Call:
		return n.Optional || isOptional(n.Fn)
	}
	return false
}

// member writes x.name. In the arguments of a constructor's super there is no
// this yet: @name there is its parameter.
func (e *emitter) member(n *ast.Member) {
	if _, this := n.X.(*ast.This); this && e.fn.params[n.Name] != "" {
		e.w(e.fn.params[n.Name])
		return
	}
	e.base(n.X)
	e.chainLine(n)
	if n.Optional {
		e.w("?")
	}
	e.w(".", n.Name)
}

// chainLine puts .name on its own line where the source has it so.
func (e *emitter) chainLine(n *ast.Member) {
	at := n.End - int32(len(n.Name))
	if at > n.Start {
		e.depth++
		e.at(at)
		e.depth--
	}
}

// index writes x[i]; a negative literal counts from the end.
func (e *emitter) index(n *ast.Index) {
	e.base(n.X)
	if u, ok := ast.Bare(n.I).(*ast.Unary); ok && u.Op == "-" {
		if _, literal := integer(u.X); literal {
			if n.Optional {
				e.w("?")
			}
			e.w(".at(")
			e.expr(n.I, pAssign)
			e.w(")")
			return
		}
	}
	if n.Optional {
		e.w("?.")
	}
	e.w("[")
	e.expr(n.I, pAny)
	e.w("]")
}

// slice writes x[a..b].
func (e *emitter) slice(n *ast.Slice) {
	e.base(n.X)
	if n.Optional {
		e.w("?")
	}
	e.w(".slice(")
	e.sliceEnds(n, "")
	e.w(")")
}

// sliceEnds writes the two arguments of slice; absent is what stands for no
// end where one is needed.
func (e *emitter) sliceEnds(n *ast.Slice, absent string) {
	end := ""
	v, literal := integer(orNil(n.To))
	switch {
	case n.To == nil:
		end = absent
	case literal && !n.Exclusive && v == -1:
		end = absent
	case literal && !n.Exclusive:
		v++
		fallthrough
	case literal:
		end = itoa(abs(v))
		if v < 0 {
			end = "-" + end
		}
	}
	dynamic := n.To != nil && !literal
	switch {
	case n.From != nil:
		e.expr(n.From, pAssign)
	case end != "" || dynamic:
		e.w("0")
	}
	switch {
	case end != "":
		e.w(", ", end)
	case dynamic && n.Exclusive:
		e.w(", ")
		e.expr(n.To, pAssign)
	case dynamic:
		e.w(", ")
		e.expr(n.To, pSum)
		e.w(" + 1 || undefined")
	}
}

// call writes a call.
func (e *emitter) call(n *ast.Call) {
	if _, ok := n.Fn.(*ast.Super); ok {
		e.superCall(n)
		return
	}
	if f, ok := ast.Bare(n.Fn).(*ast.Func); ok {
		e.w("(")
		e.function(f, "")
		e.w(")")
	} else {
		e.base(n.Fn)
	}
	if n.Optional {
		e.w("?.")
	}
	if n.Tagged {
		e.template(n.Args[0].(*ast.Str))
		return
	}
	e.w("(")
	e.items(n.Args, 0)
	e.w(")")
}

// superCall writes super(…) in a constructor, super.method(…) elsewhere.
func (e *emitter) superCall(n *ast.Call) {
	e.w("super")
	outer := e.fn.params
	switch m := e.fn.method; {
	case m == nil || m.Constructor:
	default:
		e.fn.params = nil
		if s, ok := m.Key.(*ast.Str); ok {
			e.w("[")
			e.str(s)
			e.w("]")
		} else {
			e.w(".", m.Key.(*ast.Ident).Name)
		}
	}
	e.w("(")
	e.items(n.Args, 0)
	e.w(")")
	e.fn.params = outer
}

// construct writes new X(…).
func (e *emitter) construct(n *ast.New) {
	e.w("new ")
	x := ast.Bare(n.X)
	if plainCallee(x) {
		e.expr(x, pCall)
	} else {
		e.w("(")
		e.expr(x, pAny)
		e.w(")")
	}
	e.w("(")
	e.items(n.Args, 0)
	e.w(")")
}

// plainCallee says that new x(…) makes x: no call and no ?. in it, which would
// take the parentheses.
func plainCallee(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident, *ast.This, *ast.Class, *ast.New:
		return true
	case *ast.Member:
		return !n.Optional && plainCallee(ast.Bare(n.X))
	case *ast.Index:
		u, negative := ast.Bare(n.I).(*ast.Unary)
		return !n.Optional && !(negative && u.Op == "-") && plainCallee(ast.Bare(n.X))
	case *ast.Call:
		return n.Tagged && !n.Optional && plainCallee(ast.Bare(n.Fn))
	}
	return false
}

// pick writes x.{a, b: c, d = 1} as an object with these properties.
func (e *emitter) pick(n *ast.Pick) {
	from := ""
	if id, ok := ast.Bare(n.X).(*ast.Ident); ok && repeatable(id) {
		from = id.Name
	}
	if from == "" {
		from = e.temp("ref")
		e.w("(", from, " = ")
		e.expr(n.X, pAssign)
		if n.Optional {
			e.w(") == null ? undefined : ")
		} else {
			e.w(", ")
		}
	} else if n.Optional {
		e.w(from, " == null ? undefined : ")
	} else {
		e.w("(")
	}
	e.w("{")
	e.depth++
	for i, p := range n.Props {
		if i > 0 {
			e.w(",")
			e.sep(p.Start)
		}
		e.picked(p, from)
	}
	e.depth--
	e.w("}")
	if !n.Optional {
		e.w(")")
	}
}

// picked writes one property of a pick.
func (e *emitter) picked(p *ast.Prop, from string) {
	key := p.Key.(*ast.Ident).Name
	as := key
	if id, ok := p.Value.(*ast.Ident); ok {
		as = id.Name
	}
	if as == "__proto__" {
		as = `["__proto__"]`
	}
	e.w(as, ": ", from, ".", key)
	if p.Default != nil {
		e.w(" ?? ")
		e.operand(p.Default, "??", pOr+1)
	}
}
