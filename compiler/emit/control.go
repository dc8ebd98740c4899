package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// ifStatement writes if, unless and the ternary.
func (e *emitter) ifStatement(n *ast.If, s sink) {
	if inExpression(n) && n.Else != nil && (n.Ternary || s.kind != dropped && e.oneLine(n)) {
		e.put(n, s)
		return
	}
	e.mark(n.Start)
	e.w("if (")
	e.condition(n.Cond, n.Not)
	e.w(") ")
	if n.Else == nil && s.kind == dropped && e.short(n) {
		e.statement(n.Then, drop)
		return
	}
	e.block(blockOf(n.Then), s)
	e.elseBranch(n.Else, s)
}

// elseBranch writes the else of an if.
func (e *emitter) elseBranch(n ast.Node, s sink) {
	switch n := n.(type) {
	case nil:
		if s.kind != dropped && s.kind != returned {
			e.w(" else {")
			e.nothing(s)
			e.w(" }")
		}
	case *ast.If:
		if inExpression(n) && n.Else != nil && s.kind != dropped && e.oneLine(n) {
			e.w(" else ")
			e.block([]ast.Node{n}, s)
			return
		}
		e.w(" else ")
		e.at(n.Start)
		e.ifStatement(n, s)
	default:
		e.w(" else ")
		e.block(blockOf(n), s)
	}
}

// oneLine says that n begins and ends on one source line.
func (e *emitter) oneLine(n ast.Node) bool {
	at := n.Pos()
	return e.file.Line(at.Start) == e.file.Line(max(at.Start, at.End-1))
}

// short says that the body of an if is one plain statement on its line, which
// needs no braces.
func (e *emitter) short(n *ast.If) bool {
	switch then := n.Then.(type) {
	case *ast.Return, *ast.Throw:
		x := ast.Node(nil)
		if r, ok := then.(*ast.Return); ok {
			x = r.X
		}
		return n.Postfix && (x == nil || !structural(ast.Bare(x)))
	case *ast.Break, *ast.Continue:
		return n.Postfix
	}
	return false
}

// condition writes a test, turned around if not is set.
func (e *emitter) condition(n ast.Node, not bool) {
	if not {
		e.negated(n, pAny)
		return
	}
	e.expr(n, pAny)
}

// negated writes the opposite of n in the plainest way; it binds at least as
// tightly as min, which is no tighter than a comparison.
func (e *emitter) negated(n ast.Node, min int) {
	switch x := ast.Bare(n).(type) {
	case *ast.Unary:
		if x.Op == "!" {
			e.expr(x.X, min)
			return
		}
	case *ast.Exists:
		e.expr(x.X, pEqual)
		e.w(" == null")
		return
	case *ast.Compare:
		if len(x.Ops) == 1 && (x.Ops[0] == "===" || x.Ops[0] == "!==") {
			op := "!=="
			if x.Ops[0] == op {
				op = "==="
			}
			e.expr(&ast.Compare{Span: x.Span, Operands: x.Operands, Ops: []string{op}}, pAny)
			return
		}
	}
	e.w("!")
	e.expr(n, pUnary)
}

// switchStatement writes a switch; one without a subject is a chain of ifs,
// unless a break in it means the switch.
func (e *emitter) switchStatement(n *ast.Switch, s sink) {
	if n.Subject == nil && !breaks(n) {
		e.switchChain(n, s)
		return
	}
	e.mark(n.Start)
	e.w("switch (")
	if n.Subject == nil {
		e.w("false")
	} else {
		e.expr(n.Subject, pAny)
	}
	e.w(") {")
	e.depth++
	for _, c := range n.Cases {
		e.sep(c.Start)
		for i, cond := range c.Conds {
			if i > 0 {
				e.sep(cond.Pos().Start)
			}
			e.w("case ")
			if n.Subject == nil {
				e.w("!")
				e.expr(cond, pUnary)
			} else {
				e.expr(cond, pAny)
			}
			e.w(":")
		}
		e.arm(c.Body.List, s)
	}
	e.defaultArm(n.Else, s)
	e.depth--
	e.w(" }")
}

// defaultArm writes the else of a switch.
func (e *emitter) defaultArm(b *ast.Block, s sink) {
	if b == nil {
		if s.kind == assigned || s.kind == pushed {
			e.w(" default:")
			e.nothing(s)
		}
		return
	}
	e.sep(b.Start)
	e.w("default:")
	e.depth++
	e.statements(b.List, s)
	e.depth--
}

// arm writes the body of a case and the break behind it.
func (e *emitter) arm(list []ast.Node, s sink) {
	e.depth++
	e.statements(list, s)
	e.depth--
	if len(list) > 0 {
		switch n := list[len(list)-1].(type) {
		case *ast.Return, *ast.Throw, *ast.Break, *ast.Continue:
			return
		default:
			if s.kind == returned && !structural(n) {
				return
			}
		}
	}
	e.w(" break;")
}

// switchChain writes a switch without a subject as if … else if.
func (e *emitter) switchChain(n *ast.Switch, s sink) {
	for i, c := range n.Cases {
		if i > 0 {
			e.w(" else ")
		}
		e.at(c.Start)
		e.w("if (")
		for j, cond := range c.Conds {
			if j > 0 {
				e.w(" || ")
			}
			if len(c.Conds) > 1 {
				e.expr(cond, pOr)
			} else {
				e.expr(cond, pAny)
			}
		}
		e.w(") ")
		e.block(c.Body.List, s)
	}
	if n.Else != nil {
		e.elseBranch(n.Else, s)
	} else {
		e.elseBranch(nil, s)
	}
}

// breaks says that a break directly in n's arms means n.
func breaks(n ast.Node) bool {
	found := false
	ast.Children(n, func(k ast.Node) {
		switch k.(type) {
		case *ast.Break:
			found = true
		case *ast.Func, *ast.Class, *ast.While, *ast.Repeat, *ast.For, *ast.Switch:
		default:
			found = found || breaks(k)
		}
	})
	return found
}

// try writes try with its catch and finally. Without either, what it throws is
// swallowed. A value that is assigned waits for the finally, which may look at
// the name, or assign it too.
func (e *emitter) try(n *ast.Try, s sink) {
	e.mark(n.Start)
	if n.Finally != nil && s.kind == assigned && !s.own {
		name := e.temp("value")
		e.try(n, sink{kind: assigned, name: name, own: true})
		e.putText(name, s)
		return
	}
	e.w("try ")
	e.block(n.Body.List, s)
	switch {
	case n.Catch != nil:
		e.catch(n, s)
	case n.Finally == nil:
		e.w(" catch {")
		e.nothing(s)
		e.w(" }")
	}
	if n.Finally != nil {
		e.w(" finally ")
		e.block(n.Finally.List, drop)
	}
}

// catch writes a catch; a pattern is assigned from a name of its own.
func (e *emitter) catch(n *ast.Try, s sink) {
	e.w(" catch ")
	switch p := n.Param.(type) {
	case nil:
		e.block(n.Catch.List, s)
	case *ast.Ident:
		e.w("(", p.Name, ") {")
		e.depth++
		e.hoisted(n.Scope)
		e.statements(n.Catch.List, s)
		e.depth--
		e.w(" }")
	default:
		name := e.name("error")
		e.w("(", name, ") { ")
		e.destructure(n.Param, name)
		e.w(";")
		e.depth++
		e.statements(n.Catch.List, s)
		e.depth--
		e.w(" }")
	}
}
