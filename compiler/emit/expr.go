package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
)

// emitterStage marks the mistakes that only show when JavaScript is written.
const emitterStage = diag.Emitter

// JavaScript's precedences, loosest first: what an expression binds like, and
// what its place needs.
const (
	pAny = iota
	pAssign
	pChoice
	pOr
	pAnd
	pBitOr
	pBitXor
	pBitAnd
	pEqual
	pRelation
	pShift
	pSum
	pProduct
	pPower
	pUnary
	pPostfix
	pCall
	pPrimary
)

// expr writes n as an expression that binds at least as tightly as min.
func (e *emitter) expr(n ast.Node, min int) {
	n = ast.Bare(n)
	e.mark(n.Pos().Start)
	if structural(n) {
		if x, ok := n.(*ast.Assign); !ok || isDeclaring(x.Op) || structural(x.Value) {
			e.called(n, min)
			return
		}
	}
	p := precedence(n)
	if p < min {
		e.w("(")
		e.value(n)
		e.w(")")
		return
	}
	e.value(n)
}

// precedence is how tightly the JavaScript of n binds.
func precedence(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Assign, *ast.Yield, *ast.Spread:
		if a, ok := n.(*ast.Assign); ok && optionalTarget(a.Target) {
			return pChoice
		}
		return pAssign
	case *ast.Func:
		if n.Fat {
			return pAssign
		}
		return pPrimary
	case *ast.If, *ast.Presence:
		return pChoice
	case *ast.Block:
		return sequencePrecedence(n.List)
	case *ast.Paren:
		return sequencePrecedence(n.Body)
	case *ast.Binary:
		return binaryPrecedence(n)
	case *ast.Compare:
		if len(n.Ops) > 1 {
			return pAnd
		}
		return comparePrecedence(n.Ops[0])
	case *ast.Capture:
		return pAnd
	case *ast.Exists:
		return pEqual
	case *ast.Relation:
		if n.Not {
			return pUnary
		}
		if n.Op != "in" {
			return pRelation
		}
		if _, object := ast.Bare(n.R).(*ast.Object); object {
			return pRelation
		}
		return pCall
	case *ast.Unary, *ast.Await:
		return pUnary
	case *ast.Update:
		return pPostfix
	case *ast.Pick:
		if n.Optional {
			return pChoice
		}
		return pCall
	case *ast.Call, *ast.New, *ast.Match, *ast.Slice, *ast.Effect, *ast.Schema:
		return pCall
	}
	return pPrimary
}

// sequencePrecedence is precedence for a list.
func sequencePrecedence(list []ast.Node) int {
	if len(list) == 1 {
		return precedence(ast.Bare(list[0]))
	}
	return pAny
}

// value writes an expression as it is; expr has seen to the parentheses.
func (e *emitter) value(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		e.ident(n)
	case *ast.This:
		e.w("this")
	case *ast.Super:
		e.w("super")
	case *ast.Word:
		e.w(n.Text)
	case *ast.Number:
		e.w(n.Text)
	case *ast.Regex:
		e.w(n.Text)
	case *ast.Str:
		e.str(n)
	case *ast.Words:
		e.words(n)
	case *ast.Symbol:
		e.w(e.global("Symbol"), ".for(", quote(n.Name), ")")
	case *ast.RawJS:
		e.w(n.Text)
	case *ast.ImportWord:
		e.w("import")
	case *ast.Paren:
		e.sequence(n.Body)
	case *ast.Block:
		e.sequence(n.List)
	case *ast.Array:
		e.w("[")
		e.items(n.List, n.End)
		e.w("]")
	case *ast.Object:
		e.object(n)
	case *ast.Map:
		e.mapLiteral(n)
	case *ast.Spread:
		e.w("...")
		e.expr(n.X, pAssign)
	case *ast.Range:
		e.rangeValue(n)
	case *ast.Func:
		e.function(n, "")
	case *ast.Class:
		e.class(n)
	case *ast.If:
		e.choice(n)
	case *ast.Schema:
		e.schema(n)
	case *ast.Assign:
		e.assignValue(n)
	default:
		e.operation(n)
	}
}

// operation writes the expressions that work on others.
func (e *emitter) operation(n ast.Node) {
	switch n := n.(type) {
	case *ast.Member:
		e.member(n)
	case *ast.Index:
		e.index(n)
	case *ast.Slice:
		e.slice(n)
	case *ast.Capture:
		e.capture(n)
	case *ast.Pick:
		e.pick(n)
	case *ast.Call:
		e.call(n)
	case *ast.New:
		e.construct(n)
	case *ast.Unary:
		e.unary(n)
	case *ast.Update:
		e.update(n)
	case *ast.Binary:
		e.binary(n)
	case *ast.Compare:
		e.compare(n)
	case *ast.Relation:
		e.relation(n)
	case *ast.Match:
		e.match(n)
	case *ast.Exists:
		e.expr(n.X, pEqual)
		e.w(" != null")
	case *ast.Presence:
		e.expr(n.X, pOr)
		e.w(" ? true : undefined")
	case *ast.Await:
		e.w("await ")
		e.expr(n.X, pUnary)
	case *ast.Yield:
		e.yield(n)
	case *ast.Effect:
		e.effect(n)
	}
}

// ident writes a name: a cell's value, a standard name, or itself.
func (e *emitter) ident(n *ast.Ident) {
	switch {
	case n.Var == nil:
		e.w(e.free(n.Name))
	case n.Var.Kind.Reactive():
		e.w(n.Name, ".value")
	default:
		e.w(n.Name)
	}
}

// sequence writes (a, b).
func (e *emitter) sequence(list []ast.Node) {
	for i, n := range list {
		if i > 0 {
			e.w(",")
			e.sep(n.Pos().Start)
		}
		if len(list) == 1 {
			e.expr(n, pAny)
		} else {
			e.expr(n, pAssign)
		}
	}
}

// items writes the items of a list, each on its line.
func (e *emitter) items(list []ast.Node, end int32) {
	deeper := len(list) > 0 && list[0] != nil && e.file.Line(list[0].Pos().Start) > e.line
	if deeper {
		e.depth++
	}
	for i, n := range list {
		if n == nil {
			e.w(",")
			continue
		}
		if i > 0 {
			e.sep(n.Pos().Start)
		} else {
			e.at(n.Pos().Start)
		}
		e.expr(n, pAssign)
		if i < len(list)-1 {
			e.w(",")
		}
	}
	if deeper {
		e.depth--
	}
	if end > 0 && len(list) > 0 && list[0] != nil && e.line > e.file.Line(list[0].Pos().Start) {
		e.at(end - 1)
	}
}

// choice writes c ? a : b.
func (e *emitter) choice(n *ast.If) {
	if n.Not {
		e.negated(n.Cond, pOr)
	} else {
		e.expr(n.Cond, pOr)
	}
	e.w(" ?")
	e.depth++
	e.branch(n.Then)
	e.w(" :")
	if n.Else == nil {
		e.w(" undefined")
	} else {
		e.branch(n.Else)
	}
	e.depth--
}

// branch writes one side of a choice.
func (e *emitter) branch(n ast.Node) {
	if b, ok := n.(*ast.Block); ok && len(b.List) == 0 {
		e.w(" undefined")
		return
	}
	e.sep(n.Pos().Start)
	e.expr(n, pAssign)
}

// yield writes yield and yield*.
func (e *emitter) yield(n *ast.Yield) {
	e.w("yield")
	if n.From {
		e.w("*")
	}
	if n.X != nil {
		e.w(" ")
		e.expr(n.X, pAssign)
	}
}

// called writes a statement as a value: in a function of its own, called at
// once.
func (e *emitter) called(n ast.Node, min int) {
	awaits, yields := ast.Leaves(n)
	open, end, p := "(() => {", "})()", pCall
	switch {
	case yields:
		star := "function*"
		if awaits {
			star = "async function*"
		}
		open, end, p = "yield* ("+star+"() {", "}).call(this)", pAssign
	case awaits:
		open, end, p = "await (async () => {", "})()", pUnary
	}
	if p < min {
		open, end = "("+open, end+")"
	}
	e.w(open)
	outer := e.fn
	e.fn = &function{outer: outer, method: outer.method, params: outer.params}
	top := len(e.buf)
	e.depth++
	e.sep(n.Pos().Start)
	if list, ok := n.(*ast.Block); ok {
		e.statements(list.List, ret)
	} else {
		e.statement(n, ret)
	}
	e.depth--
	if len(e.fn.temps) > 0 {
		e.insert(top, " ")
		e.declareTemps(top + 1)
	}
	e.fn = outer
	e.w(" ", end)
}
