package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// binaryPrecedence is precedence for an operation.
func binaryPrecedence(n *ast.Binary) int {
	switch n.Op {
	case "||", "??":
		return pOr
	case "&&":
		return pAnd
	case "|":
		return pBitOr
	case "^":
		return pBitXor
	case "&":
		return pBitAnd
	case "<<", ">>", ">>>":
		return pShift
	case "+", "-":
		return pSum
	case "*":
		if _, ok := ast.Bare(n.L).(*ast.Str); ok {
			return pCall
		}
		return pProduct
	case "/", "%":
		return pProduct
	case "**":
		return pPower
	}
	return pCall // Math.floor(…) and the helper of %%
}

// comparePrecedence is precedence for one comparison.
func comparePrecedence(op string) int {
	if op == "===" || op == "!==" {
		return pEqual
	}
	return pRelation
}

// binary writes an operation.
func (e *emitter) binary(n *ast.Binary) {
	switch n.Op {
	case "//":
		e.w(e.global("Math"), ".floor(")
		e.expr(n.L, pProduct)
		e.w(" / ")
		e.expr(n.R, pProduct+1)
		e.w(")")
		return
	case "%%":
		e.w(e.helper("modulo"), "(")
		e.expr(n.L, pAssign)
		e.w(", ")
		e.expr(n.R, pAssign)
		e.w(")")
		return
	case "*":
		if s, ok := ast.Bare(n.L).(*ast.Str); ok {
			e.expr(s, pCall)
			e.w(".repeat(")
			e.expr(n.R, pAssign)
			e.w(")")
			return
		}
	}
	p := binaryPrecedence(n)
	left, right := p, p+1
	if n.Op == "**" {
		left, right = pPostfix, p
	}
	e.operand(n.L, n.Op, left)
	e.w(" ", n.Op)
	e.sep(n.R.Pos().Start)
	if _, unary := ast.Bare(n.R).(*ast.Unary); n.Op == "**" && unary {
		right = pUnary
	}
	e.operand(n.R, n.Op, right)
}

// operand writes one side of an operator. JavaScript wants parentheses where
// ?? meets || or &&.
func (e *emitter) operand(n ast.Node, op string, min int) {
	if inner := logical(ast.Bare(n)); inner != "" && (op == "??") != (inner == "??") && (op == "??" || op == "||" || op == "&&") {
		min = pPrimary
	}
	e.expr(n, min)
}

// logical is the logical operator that n is written with, if it is.
func logical(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Binary:
		if p := binaryPrecedence(n); p == pOr || p == pAnd {
			return n.Op
		}
	case *ast.Compare:
		if len(n.Ops) > 1 {
			return "&&"
		}
	case *ast.Capture:
		return "&&"
	}
	return ""
}

// compare writes a comparison; the middle of a chain is computed once.
func (e *emitter) compare(n *ast.Compare) {
	last := len(n.Ops) - 1
	left := func(min int) {
		if _, nested := ast.Bare(n.Operands[0]).(*ast.Compare); nested {
			min = pShift
		}
		e.expr(n.Operands[0], min)
	}
	for i, op := range n.Ops {
		p := comparePrecedence(op)
		left(p)
		e.w(" ", op)
		right := n.Operands[i+1]
		e.sep(right.Pos().Start)
		switch {
		case i == last:
			e.expr(right, p+1)
		case repeatable(right):
			e.expr(right, p+1)
			left = func(min int) { e.expr(right, min) }
		default:
			name := e.temp("ref")
			e.w("(", name, " = ")
			e.expr(right, pAssign)
			e.w(")")
			left = func(int) { e.w(name) }
		}
		if i < last {
			e.w(" && ")
		}
	}
}

// repeatable says that n can be written twice: reading it runs nothing of the
// program and gives the same both times.
func repeatable(n ast.Node) bool {
	switch n := ast.Bare(n).(type) {
	case *ast.Ident:
		return n.Var != nil && !n.Var.Kind.Reactive()
	case *ast.This, *ast.Number, *ast.Word:
		return true
	case *ast.Str:
		return n.Plain()
	case *ast.Unary:
		return n.Op == "-" && repeatable(n.X)
	}
	return false
}

// relation writes in, of and instanceof.
func (e *emitter) relation(n *ast.Relation) {
	if n.Not {
		e.w("!")
	}
	op := n.Op
	if op == "of" {
		op = "in"
	}
	switch r := ast.Bare(n.R).(type) {
	case *ast.Array, *ast.Range, *ast.Words:
		if n.Op == "in" && (repeatable(n.L) || constant(r)) {
			e.expr(n.R, pCall)
			e.w(".includes(")
			e.expr(n.L, pAssign)
			e.w(")")
			return
		}
	case *ast.Object:
		e.plainRelation(n, "in")
		return
	}
	if n.Op != "in" {
		e.plainRelation(n, op)
		return
	}
	e.w(e.helper("has"), "(")
	e.expr(n.L, pAssign)
	e.w(", ")
	e.expr(n.R, pAssign)
	e.w(")")
}

// plainRelation writes a relation that JavaScript has too.
func (e *emitter) plainRelation(n *ast.Relation, op string) {
	if n.Not {
		e.w("(")
	}
	e.expr(n.L, pRelation)
	e.w(" ", op, " ")
	e.expr(n.R, pRelation+1)
	if n.Not {
		e.w(")")
	}
}

// constant says that every part of a list is a literal.
func constant(n ast.Node) bool {
	switch n := ast.Bare(n).(type) {
	case *ast.Array:
		for _, x := range n.List {
			if x == nil || !constant(x) {
				return false
			}
		}
		return true
	case *ast.Words, *ast.Symbol:
		return true
	case *ast.Ident:
		return false
	case *ast.Range:
		return constant(n.From) && constant(n.To)
	case nil:
		return false
	}
	return repeatable(n)
}

// unary writes a prefix operator.
func (e *emitter) unary(n *ast.Unary) {
	e.w(n.Op)
	if len(n.Op) > 1 {
		e.w(" ")
	}
	min := pUnary
	switch x := ast.Bare(n.X).(type) {
	case *ast.Unary:
		if x.Op == n.Op && n.Op != "!" && len(n.Op) == 1 {
			min = pPrimary
		}
	case *ast.Update:
		if x.Prefix && x.Op[0] == n.Op[0] {
			min = pPrimary
		}
	}
	e.expr(n.X, min)
}

// update writes ++ and --.
func (e *emitter) update(n *ast.Update) {
	if n.Prefix {
		e.w(n.Op)
	}
	e.target(n.X)
	if !n.Prefix {
		e.w(n.Op)
	}
}

// match writes s =~ /re/, which leaves the match in the function's _.
func (e *emitter) match(n *ast.Match) {
	e.w("(", n.Last.Name, " = ", e.helper("toMatchable"), "(")
	e.expr(n.L, pAssign)
	e.w(").match(")
	e.expr(n.R, pAssign)
	e.w("))")
}

// capture writes s[/re/, n].
func (e *emitter) capture(n *ast.Capture) {
	e.match(&ast.Match{L: n.X, R: n.Re, Last: n.Last})
	e.w(" && ", n.Last.Name, "[")
	if n.Group == nil {
		e.w("0")
	} else {
		e.expr(n.Group, pAny)
	}
	e.w("]")
}

// rangeValue writes [a..b] as an array.
func (e *emitter) rangeValue(n *ast.Range) {
	from, ok1 := integer(n.From)
	to, ok2 := integer(n.To)
	if ok1 && ok2 && abs(to-from) <= 20 {
		e.literalRange(from, to, n.Exclusive)
		return
	}
	e.w(e.helper("range"), "(")
	e.expr(n.From, pAssign)
	e.w(", ")
	e.expr(n.To, pAssign)
	if n.Exclusive {
		e.w(", true")
	}
	e.w(")")
}

// literalRange writes out a short range.
func (e *emitter) literalRange(from, to int, exclusive bool) {
	step := 1
	if to < from {
		step = -1
	}
	e.w("[")
	for i := from; i != to+step; i += step {
		if exclusive && i == to {
			break
		}
		if i != from {
			e.w(", ")
		}
		if i < 0 {
			e.w("-")
		}
		e.w(itoa(abs(i)))
	}
	e.w("]")
}

// abs is the absolute value.
func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// integer is the value of a small decimal literal, maybe with a sign.
func integer(n ast.Node) (int, bool) {
	switch n := ast.Bare(n).(type) {
	case *ast.Unary:
		v, ok := integer(n.X)
		return -v, ok && n.Op == "-"
	case *ast.Number:
		v := 0
		if len(n.Text) > 6 {
			return 0, false
		}
		for _, c := range n.Text {
			if c < '0' || c > '9' {
				return 0, false
			}
			v = v*10 + int(c-'0')
		}
		return v, true
	}
	return 0, false
}
