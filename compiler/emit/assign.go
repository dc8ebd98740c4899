package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// assignStatement writes an assignment as a statement.
func (e *emitter) assignStatement(n *ast.Assign, s sink) {
	e.mark(n.Start)
	switch {
	case isDeclaring(n.Op):
		e.declaring(n)
		e.deliver(n.Target, s)
	case n.Op == "=" && isName(n.Target) && structural(ast.Bare(n.Value)):
		e.assignStructure(n, s)
	case n.Op == "=" && isGuardValue(n.Value):
		e.assignGuarded(n, s)
	case n.Declare != "":
		e.declareStatement(n, s)
	case s.kind == dropped && optionalTarget(n.Target):
		e.optionalStatement(n)
	case s.kind == dropped:
		start := len(e.buf)
		e.assignValue(n)
		e.guardStart(start, true)
		e.w(";")
	default:
		e.put(n, s)
	}
}

// assignGuarded writes place = x or return y. A pattern takes apart only what
// has passed the test: x may be null.
func (e *emitter) assignGuarded(n *ast.Assign, s sink) {
	b := n.Value.(*ast.Binary)
	value := &ast.Assign{Span: n.Span, Op: "=", Target: n.Target, Value: b.L}
	held := ""
	if isPattern(n.Target) {
		held = e.temp("value")
		value.Target = &ast.Ident{Span: n.Target.Pos(), Name: held}
	}
	e.w("if (")
	e.guardTest(b.Op, func(int) {
		e.w("(")
		e.assignValue(value)
		e.w(")")
	})
	e.w(") ")
	e.leave(b.R)
	if held == "" {
		e.deliver(n.Target, s)
		return
	}
	e.w(" ")
	if n.Declare != "" {
		e.w(n.Declare, " ")
		e.pattern(n.Target)
		e.w(" = ", held)
	} else {
		e.destructure(n.Target, held)
	}
	e.w(";")
	e.putText(held, s)
}

// isPattern says that an assignment to n takes its value apart.
func isPattern(n ast.Node) bool {
	switch n.(type) {
	case *ast.Array, *ast.Object:
		return true
	}
	return false
}

// deliver gives a target's value to a sink, after its assignment.
func (e *emitter) deliver(target ast.Node, s sink) {
	if s.kind == dropped {
		return
	}
	e.w(" ")
	e.put(target, s)
}

// isGuardValue says that a value is x or return y.
func isGuardValue(n ast.Node) bool {
	b, ok := n.(*ast.Binary)
	return ok && isGuard(b)
}

// assignStructure writes x = if …, x = for … and the like: the name receives
// the value at each end of the structure.
func (e *emitter) assignStructure(n *ast.Assign, s sink) {
	name := n.Target.(*ast.Ident).Name
	value := ast.Bare(n.Value)
	if isGuardValue(value) {
		b := value.(*ast.Binary)
		e.declareWordOf(n)
		e.w(name, " = ")
		e.expr(b.L, pAssign)
		e.w("; if (")
		e.guardTest(b.Op, func(int) { e.w(name) })
		e.w(") ")
		e.leave(b.R)
		e.deliver(n.Target, s)
		return
	}
	if shadows(value, name) {
		held := e.temp("value")
		e.statement(value, sink{kind: assigned, name: held, own: true})
		e.space()
		e.declareWordOf(n)
		e.w(name, " = ", held, ";")
		e.deliver(n.Target, s)
		return
	}
	if n.Declare != "" && isLoop(value) {
		e.w(n.Declare, " ", name, " = ", collection(value), "; ")
		e.loopInto(value, sink{kind: pushed, name: name})
		e.deliver(n.Target, s)
		return
	}
	if n.Declare != "" {
		e.w("let ", name, "; ")
	}
	if inner, ok := value.(*ast.Assign); ok && !isDeclaring(inner.Op) && isName(inner.Target) {
		e.assignStatement(inner, drop)
		e.w(" ", name, " = ", inner.Target.(*ast.Ident).Name, ";")
	} else {
		e.statement(value, sink{kind: assigned, name: name, own: n.Declare != ""})
	}
	e.deliver(n.Target, s)
}

// declareWordOf writes the let or const of an assignment that declares.
func (e *emitter) declareWordOf(n *ast.Assign) {
	if n.Declare != "" {
		e.w(n.Declare, " ")
	}
}

// declareStatement writes const x = value, or let.
func (e *emitter) declareStatement(n *ast.Assign, s sink) {
	_, named := n.Target.(*ast.Ident)
	if !named && s.kind != dropped {
		name := e.temp("value")
		e.w(name, " = ")
		e.expr(n.Value, pAssign)
		e.w("; ", n.Declare, " ")
		e.pattern(n.Target)
		e.w(" = ", name, ";")
		e.putText(name, s)
		return
	}
	e.w(n.Declare, " ")
	e.pattern(n.Target)
	e.w(" =")
	e.valueSep(n.Value)
	e.expr(n.Value, pAssign)
	e.w(";")
	e.deliver(n.Target, s)
}

// declaring writes x =! v, x := v and x ~= v.
func (e *emitter) declaring(n *ast.Assign) {
	id := n.Target.(*ast.Ident)
	e.declareWord(id.Var)
	e.w(id.Name, " = ")
	switch n.Op {
	case ":=":
		e.w(e.reactive("__state"), "(")
		e.expr(n.Value, pAssign)
		e.w(")")
	case "~=":
		e.w(e.reactive("__computed"), "(")
		e.function(n.Value.(*ast.Func), "")
		e.w(")")
	default:
		e.expr(n.Value, pAssign)
	}
	e.w(";")
}

// effect writes ~> body.
func (e *emitter) effect(n *ast.Effect) {
	e.w(e.reactive("__effect"), "(")
	if len(n.Body.Body) == 1 && !n.Body.Block {
		if f, ok := n.Body.Body[0].(*ast.Func); ok {
			e.function(f, "")
			e.w(")")
			return
		}
	}
	e.function(n.Body, "")
	e.w(")")
}

// assignValue writes an assignment as an expression.
func (e *emitter) assignValue(n *ast.Assign) {
	if optionalTarget(n.Target) {
		e.optionalValue(n)
		return
	}
	switch n.Op {
	case "//=", "%%=":
		e.computedAssign(n)
	case ".=":
		e.methodAssign(n)
	case "*>":
		e.w(e.global("Object"), ".assign(")
		e.target(n.Target)
		e.w(" ??= {}, ")
		e.expr(n.Value, pAssign)
		e.w(")")
	default:
		e.plainAssign(n)
	}
}

// plainAssign writes = and the compound operators that JavaScript has.
func (e *emitter) plainAssign(n *ast.Assign) {
	switch t := n.Target.(type) {
	case *ast.Slice:
		e.spliced(t, n.Value)
		return
	case *ast.Array, *ast.Object:
		if middleRest(t) {
			e.middleAssign(t, n.Value)
			return
		}
		if empty(t) {
			e.expr(n.Value, pAssign)
			return
		}
	}
	e.target(n.Target)
	e.w(" ", n.Op)
	e.valueSep(n.Value)
	e.expr(n.Value, pAssign)
}

// empty says that a pattern has nothing in it.
func empty(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Object:
		return len(n.Props) == 0
	case *ast.Array:
		return len(n.List) == 0
	}
	return false
}

// target writes what is assigned to.
func (e *emitter) target(n ast.Node) {
	switch t := n.(type) {
	case *ast.Array, *ast.Object:
		e.pattern(n)
	case *ast.Index:
		if u, ok := ast.Bare(t.I).(*ast.Unary); ok && u.Op == "-" {
			if _, literal := integer(u.X); literal {
				list := e.held(t.X)
				e.w("[", e.again(t.X, list), ".length - ")
				e.expr(u.X, pCall)
				e.w("]")
				return
			}
		}
		e.base(t.X)
		e.w("[")
		e.expr(t.I, pAny)
		e.w("]")
	case *ast.Ident:
		e.ident(t)
	default:
		e.expr(n, pCall)
	}
}

// held writes n so that again can read it a second time, and returns the name
// that keeps it; empty is n itself.
func (e *emitter) held(n ast.Node) string {
	if repeatable(n) {
		e.base(n)
		return ""
	}
	name := e.temp("ref")
	e.w("(", name, " = ")
	e.expr(n, pAssign)
	e.w(")")
	return name
}

// again is how to read what held wrote.
func (e *emitter) again(n ast.Node, name string) string {
	if name != "" {
		return name
	}
	return e.text(func() { e.base(n) })
}

// text is what write writes, taken back from the output.
func (e *emitter) text(write func()) string {
	start := len(e.buf)
	marks := len(e.marks)
	write()
	text := string(e.buf[start:])
	e.buf, e.marks = e.buf[:start], e.marks[:marks]
	return text
}

// computedAssign writes x //= y and x %%= y, whose place is found once.
func (e *emitter) computedAssign(n *ast.Assign) {
	read := ""
	switch t := n.Target.(type) {
	case *ast.Member:
		name := e.held(t.X)
		e.w(".", t.Name)
		read = e.again(t.X, name) + "." + t.Name
	case *ast.Index:
		list := e.held(t.X)
		e.w("[")
		key := e.held(t.I)
		e.w("]")
		read = e.again(t.X, list) + "[" + e.again(t.I, key) + "]"
	default:
		e.target(n.Target)
		read = e.text(func() { e.target(n.Target) })
	}
	if n.Op == "//=" {
		e.w(" = ", e.global("Math"), ".floor(", read, " / ")
		e.expr(n.Value, pProduct+1)
	} else {
		e.w(" = ", e.helper("modulo"), "(", read, ", ")
		e.expr(n.Value, pAssign)
	}
	e.w(")")
}

// methodAssign writes s .= trim() as s = s.trim().
func (e *emitter) methodAssign(n *ast.Assign) {
	var receiver ast.Node
	switch t := n.Target.(type) {
	case *ast.Member:
		name := e.held(t.X)
		e.w(".", t.Name)
		receiver = &ast.Member{Span: t.Span, X: heldNode(t.X, name), Name: t.Name}
	case *ast.Index:
		list := e.held(t.X)
		e.w("[")
		key := e.held(t.I)
		e.w("]")
		receiver = &ast.Index{Span: t.Span, X: heldNode(t.X, list), I: heldNode(t.I, key)}
	default:
		e.target(n.Target)
		receiver = n.Target
	}
	e.w(" = ")
	e.expr(onto(n.Value, receiver), pAssign)
}

// heldNode is a node that reads what held wrote.
func heldNode(n ast.Node, name string) ast.Node {
	if name == "" {
		return n
	}
	return &ast.Ident{Span: n.Pos(), Name: name, Var: &ast.Var{Name: name, Hidden: true}}
}

// onto puts a chain that begins with a method onto its receiver.
func onto(n, receiver ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Ident:
		return &ast.Member{Span: n.Span, X: receiver, Name: n.Name}
	case *ast.Call:
		c := *n
		c.Fn = onto(n.Fn, receiver)
		return &c
	case *ast.Member:
		c := *n
		c.X = onto(n.X, receiver)
		return &c
	case *ast.Await:
		return &ast.Await{Span: n.Span, X: onto(n.X, receiver)}
	case *ast.Index:
		c := *n
		c.X = onto(n.X, receiver)
		return &c
	}
	return n
}

// spliced writes xs[a..b] = list.
func (e *emitter) spliced(t *ast.Slice, v ast.Node) {
	e.w(e.helper("splice"), "(")
	e.expr(t.X, pAssign)
	e.w(", ")
	if t.From == nil {
		e.w("0, ")
		t = &ast.Slice{Span: t.Span, X: t.X, From: &ast.Number{Text: "0"}, To: t.To, Exclusive: t.Exclusive}
		e.w(e.text(func() { e.sliceEnds(t, "undefined") })[3:])
	} else {
		e.sliceEnds(t, "undefined")
	}
	e.w(", ")
	e.expr(v, pAssign)
	e.w(")")
}

// optionalTarget says that an assignment's target has a ?. in it.
func optionalTarget(n ast.Node) bool {
	switch n.(type) {
	case *ast.Member, *ast.Index:
		return isOptional(n)
	}
	return false
}

// optionalStatement writes a?.b = v as if (a != null) a.b = v.
func (e *emitter) optionalStatement(n *ast.Assign) {
	e.w("if (")
	rest := e.optionalTest(n, " != null")
	e.w(") ")
	e.assignStatement(rest, drop)
}

// optionalValue writes a?.b = v where its value is wanted.
func (e *emitter) optionalValue(n *ast.Assign) {
	rest := e.optionalTest(n, " == null")
	e.w(" ? undefined : ")
	e.expr(rest, pAssign)
}

// optionalTest writes the test of the first ?. in n's target and returns the
// assignment without it, to what the test found.
func (e *emitter) optionalTest(n *ast.Assign, test string) *ast.Assign {
	var name string
	target := firstOptional(n.Target, func(x ast.Node) ast.Node {
		name = e.held(x)
		return heldNode(x, name)
	})
	e.w(test)
	rest := *n
	rest.Target, rest.Declare = target, ""
	return &rest
}

// firstOptional rebuilds a chain: the value before its first ?. is replaced.
func firstOptional(n ast.Node, replace func(ast.Node) ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Member:
		c := *n
		c.X, c.Optional = beforeOptional(n.X, n.Optional, replace)
		return &c
	case *ast.Index:
		c := *n
		c.X, c.Optional = beforeOptional(n.X, n.Optional, replace)
		return &c
	case *ast.Call:
		c := *n
		c.Fn, c.Optional = beforeOptional(n.Fn, n.Optional, replace)
		return &c
	}
	return n
}

// beforeOptional is firstOptional for one link: the value x before it, and
// whether the link is still written with ?.
func beforeOptional(x ast.Node, optional bool, replace func(ast.Node) ast.Node) (ast.Node, bool) {
	if optional && !isOptional(x) {
		return replace(x), false
	}
	return firstOptional(x, replace), optional
}
