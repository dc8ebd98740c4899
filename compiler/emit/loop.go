package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// loop writes a loop. Where its value is wanted it collects what its body
// delivers.
func (e *emitter) loop(n ast.Node, s sink) {
	if s.kind == dropped {
		if f, ok := n.(*ast.For); !ok || f.Key == nil {
			e.loopInto(n, drop)
			return
		}
	}
	name := e.name("list")
	e.w("const ", name, " = ", collection(n), "; ")
	e.loopInto(n, sink{kind: pushed, name: name})
	e.putText(name, s)
}

// isLoop says that n is a loop of any kind.
func isLoop(n ast.Node) bool {
	switch n.(type) {
	case *ast.While, *ast.Repeat, *ast.For:
		return true
	}
	return false
}

// collection is what a loop that is a value collects into.
func collection(n ast.Node) string {
	if f, ok := n.(*ast.For); ok && f.Key != nil {
		return "{}"
	}
	return "[]"
}

// loopInto writes a loop whose body delivers into s.
func (e *emitter) loopInto(n ast.Node, s sink) {
	e.mark(n.Pos().Start)
	switch n := n.(type) {
	case *ast.While:
		e.while(n, s)
	case *ast.Repeat:
		e.repeat(n, s)
	case *ast.For:
		e.forLoop(n, s)
	}
}

// forLoop writes a for of any kind.
func (e *emitter) forLoop(n *ast.For, s sink) {
	if e.headShadows(n) {
		n = e.outside(n)
	}
	switch n.Kind {
	case ast.ForOf:
		e.forOf(n, s)
	case ast.ForAs:
		e.forAs(n, s)
	default:
		e.forIn(n, s)
	}
}

// while writes while, until and the endless loop.
func (e *emitter) while(n *ast.While, s sink) {
	if n.Cond == nil {
		e.w("while (true) {")
	} else {
		e.w("while (")
		e.condition(n.Cond, n.Not)
		e.w(") {")
	}
	e.loopBody(n.Body.List, n.Guard, s)
}

// repeat writes loop n, whose count is read once.
func (e *emitter) repeat(n *ast.Repeat, s sink) {
	counter := "it"
	if n.It.Writes > 0 {
		counter = e.name("i")
	}
	e.w("for (let ", counter, " = 0")
	limit := e.limit(n.Count)
	e.w("; ", counter, " < ", limit, "; ", counter, "++) {")
	if counter != "it" {
		e.w(" let it = ", counter, ";")
	}
	e.loopBody(n.Body.List, nil, s)
}

// limit writes, in the head of a for, what keeps an end that is not a literal,
// and returns how to read it.
func (e *emitter) limit(n ast.Node) string {
	if lit, ok := ast.Bare(n).(*ast.Number); ok {
		return lit.Text
	}
	name := e.name("end")
	e.w(", ", name, " = ")
	e.expr(n, pAssign)
	return name
}

// loopBody writes the rest of a loop after its {.
func (e *emitter) loopBody(list []ast.Node, guard ast.Node, s sink) {
	e.depth++
	if guard != nil {
		e.sep(guard.Pos().Start)
		e.w("if (")
		e.expr(guard, pAny)
		e.w(") {")
		e.depth++
	}
	e.statements(list, s)
	if guard != nil {
		e.depth--
		e.w(" }")
	}
	e.depth--
	e.w(" }")
}

// forBody writes the body of a for: its statements, the pair of an object
// comprehension, or the loop inside a flat one.
func (e *emitter) forBody(n *ast.For, s sink) {
	e.scopeTop(n)
	if n.Flat {
		e.depth++
		if n.Guard != nil {
			e.w(" if (")
			e.expr(n.Guard, pAny)
			e.w(")")
		}
		inner := n.Body.List[0].(*ast.For)
		e.sep(inner.Start)
		e.w("{ ")
		e.loopInto(inner, s)
		e.depth--
		e.w(" } }")
		return
	}
	if n.Key == nil {
		e.loopBody(n.Body.List, n.Guard, s)
		return
	}
	e.depth++
	if n.Guard != nil {
		e.sep(n.Guard.Pos().Start)
		e.w("if (")
		e.expr(n.Guard, pAny)
		e.w(")")
	}
	e.w(" ", e.helper("put"), "(", s.name, ", ")
	if e.isKey(n) {
		e.expr(n.Key.Key, pAssign)
	} else {
		e.w(e.helper("key"), "(")
		e.expr(n.Key.Key, pAssign)
		e.w(")")
	}
	e.w(", ")
	e.expr(n.Key.Value, pAssign)
	e.w(");")
	e.depth--
	e.w(" }")
}

// scopeTop declares the names that only the loop's block has.
func (e *emitter) scopeTop(n *ast.For) {
	if n.Scope != nil {
		e.hoisted(n.Scope)
	}
}

// binding writes the declaration of a loop's variable up to its name or
// pattern, and returns what is to be done at the top of the body.
func (e *emitter) binding(n ast.Node) (top func()) {
	if !middleRest(n) {
		e.w(e.bindWord(n), " ")
		e.pattern(n)
		return func() {}
	}
	name := e.name("item")
	e.w("const ", name)
	return func() { e.w(" "); e.declarePattern(n, name) }
}

// bindWord is const, or let if the body writes what n binds.
func (e *emitter) bindWord(n ast.Node) string {
	written := false
	patternNames(n, func(id *ast.Ident) { written = written || id.Var != nil && id.Var.Writes > 0 })
	if written {
		return "let"
	}
	return "const"
}

// forAs writes for … as: for … of, awaiting if asked to.
func (e *emitter) forAs(n *ast.For, s sink) {
	e.w("for ")
	if n.Await {
		e.w("await ")
	}
	e.w("(")
	top := e.binding(n.Value)
	e.w(" of ")
	e.expr(n.Over, pAssign)
	e.w(") {")
	top()
	e.forBody(n, s)
}

// forOf writes for … of: for … in, over own keys if asked to.
func (e *emitter) forOf(n *ast.For, s sink) {
	over := ""
	if n.Own || n.Val != nil {
		over = e.once(n.Over)
	}
	e.w("for (")
	top := e.binding(n.Value)
	e.w(" in ")
	if over != "" {
		e.w(over)
	} else {
		e.expr(n.Over, pAny)
	}
	e.w(") {")
	top()
	key := ""
	if id, ok := n.Value.(*ast.Ident); ok {
		key = id.Name
	}
	if n.Own {
		e.w(" if (!", e.global("Object"), ".hasOwn(", over, ", ", key, ")) continue;")
	}
	if n.Val != nil {
		e.w(" ")
		e.declarePattern(n.Val, over+"["+key+"]")
	}
	e.forBody(n, s)
}

// once writes a constant that keeps n, unless n is a name already, and returns
// how to read it.
func (e *emitter) once(n ast.Node) string {
	if id, ok := ast.Bare(n).(*ast.Ident); ok && id.Var != nil && !id.Var.Kind.Reactive() && id.Var.Writes == 0 {
		return id.Name
	}
	name := e.name("ref")
	e.w("const ", name, " = ")
	e.expr(n, pAssign)
	e.w("; ")
	return name
}

// forIn writes for … in: over a range by counting, with an index or a step by
// index, else as for … of.
func (e *emitter) forIn(n *ast.For, s sink) {
	if r, ok := ast.Bare(n.Over).(*ast.Range); ok {
		e.forRange(n, r, s)
		return
	}
	if n.Second == nil && n.By == nil {
		e.forAs(n, s)
		return
	}
	e.forIndex(n, s)
}

// forIndex writes a loop by index.
func (e *emitter) forIndex(n *ast.For, s sink) {
	index := ""
	if n.Second != nil && n.Second.Var.Writes == 0 {
		index = n.Second.Name
	} else {
		index = e.name("i")
	}
	list := e.name("ref")
	step, back := e.step(n.By)
	e.w("for (let ", list, " = ")
	e.expr(n.Over, pAssign)
	if step == "" {
		step = e.name("by")
		e.w(", ", step, " = ")
		e.expr(n.By, pAssign)
		e.w(", ", index, " = ", step, " < 0 ? ", list, ".length - 1 : 0; ", index, " >= 0 && ", index, " < ", list, ".length; ")
	} else if back {
		e.w(", ", index, " = ", list, ".length - 1; ", index, " >= 0; ")
	} else {
		e.w(", ", index, " = 0; ", index, " < ", list, ".length; ")
	}
	e.w(advance(index, step), ") { ")
	if n.Second != nil && n.Second.Name != index {
		e.w("let ", n.Second.Name, " = ", index, "; ")
	}
	e.declarePattern(n.Value, list+"["+index+"]")
	e.forBody(n, s)
}

// advance is the third part of a counting for.
func advance(index, step string) string {
	switch {
	case step == "" || step == "1":
		return index + "++"
	case step == "-1":
		return index + "--"
	case step[0] == '-':
		return index + " -= " + step[1:]
	}
	return index + " += " + step
}

// step is a literal step and whether it goes backwards; empty is one that is
// known only when the program runs.
func (e *emitter) step(by ast.Node) (string, bool) {
	switch b := ast.Bare(orOne(by)).(type) {
	case *ast.Number:
		if b.Text == "0" {
			e.sink.Add(emitterStage, b.Span, "a loop by 0 never advances")
		}
		return b.Text, false
	case *ast.Unary:
		if num, ok := b.X.(*ast.Number); ok && b.Op == "-" {
			return "-" + num.Text, true
		}
	}
	return "", false
}

// orOne is the step of a loop without one.
func orOne(by ast.Node) ast.Node {
	if by == nil {
		return &ast.Number{Text: "1"}
	}
	return by
}

// forRange writes for i in [a..b]: upwards, unless the step is negative.
func (e *emitter) forRange(n *ast.For, r *ast.Range, s sink) {
	id, named := n.Value.(*ast.Ident)
	index := ""
	if named && id.Var.Writes == 0 {
		index = id.Name
	} else {
		index = e.name("i")
	}
	step, back := e.step(n.By)
	e.w("for (let ", index, " = ")
	e.expr(r.From, pAssign)
	end := e.limit(r.To)
	less, more := " <= ", " >= "
	if r.Exclusive {
		less, more = " < ", " > "
	}
	switch {
	case step == "":
		step = e.name("by")
		e.w(", ", step, " = ")
		e.expr(n.By, pAssign)
		e.w("; ", step, " < 0 ? ", index, more, end, " : ", index, less, end)
	case back:
		e.w("; ", index, more, end)
	default:
		e.w("; ", index, less, end)
	}
	e.w("; ", advance(index, step), ") {")
	if !named || id.Name != index {
		e.w(" ")
		e.declarePattern(n.Value, index)
	}
	if n.Second != nil {
		e.w(" let ", n.Second.Name, " = ", e.rangeIndex(r, index), ";")
	}
	e.forBody(n, s)
}

// rangeIndex is the index that belongs to a counter; the start is a literal or
// a name, or it is read again.
func (e *emitter) rangeIndex(r *ast.Range, index string) string {
	switch f := ast.Bare(r.From).(type) {
	case *ast.Number:
		return index + " - " + f.Text
	case *ast.Ident:
		return index + " - " + f.Name
	}
	e.sink.Add(emitterStage, r.Pos(), "a range that is indexed begins with a number or a name")
	return index
}

// isKey says that the key of an object comprehension is a key already: the one
// that the loop walks over, or a string.
func (e *emitter) isKey(n *ast.For) bool {
	switch k := n.Key.Key.(type) {
	case *ast.Str:
		return true
	case *ast.Ident:
		over, ok := n.Value.(*ast.Ident)
		return ok && n.Kind == ast.ForOf && over.Var == k.Var
	}
	return false
}
