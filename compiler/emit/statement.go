package emit

import "github.com/rip-server/rip-server/compiler/ast"

// statement writes one statement that delivers into s.
func (e *emitter) statement(n ast.Node, s sink) {
	switch n := n.(type) {
	case *ast.Block:
		e.statements(n.List, s)
	case *ast.Paren:
		e.paren(n, s)
	case *ast.If:
		e.ifStatement(n, s)
	case *ast.Switch:
		e.switchStatement(n, s)
	case *ast.Try:
		e.try(n, s)
	case *ast.While, *ast.Repeat, *ast.For:
		e.loop(n, s)
	case *ast.Return, *ast.Throw, *ast.Break, *ast.Continue, *ast.Debugger:
		e.leave(n)
	case *ast.Assign:
		e.assignStatement(n, s)
	case *ast.Binary:
		if isGuard(n) {
			e.guard(n, s)
			return
		}
		e.put(n, s)
	default:
		if !e.declaration(n, s) {
			e.put(n, s)
		}
	}
}

// declaration writes the statements that bind names by themselves.
func (e *emitter) declaration(n ast.Node, s sink) bool {
	switch n := n.(type) {
	case *ast.Func:
		if !n.Def {
			return false
		}
		e.def(n)
		e.putText(n.Name.Name, s)
	case *ast.Class:
		if !n.Declared {
			return false
		}
		e.classStatement(n)
		e.putText(n.Name.Name, s)
	case *ast.Enum:
		e.enum(n)
		e.putText(n.Name.Name, s)
	case *ast.Effect:
		if n.Name == nil {
			return false
		}
		e.declareWord(n.Name.Var)
		e.w(n.Name.Name, " = ")
		e.effect(n)
		e.w(";")
		e.putText(n.Name.Name, s)
	case *ast.Import:
		e.imports(n)
	case *ast.Export:
		e.export(n)
	case *ast.Erased:
	default:
		return false
	}
	return true
}

// declareWord writes const where the variable is declared in its place.
func (e *emitter) declareWord(v *ast.Var) {
	if v != nil && !v.Assigned {
		e.w("const ")
	}
}

// paren writes a parenthesised statement: a sequence falls apart into its
// parts.
func (e *emitter) paren(n *ast.Paren, s sink) {
	if len(n.Body) == 1 && !structural(n.Body[0]) {
		e.put(n, s)
		return
	}
	if len(n.Body) > 1 && s.kind != dropped && inExpression(n) {
		e.put(n, s)
		return
	}
	e.statements(n.Body, s)
}

// leave writes return, throw, break, continue and debugger.
func (e *emitter) leave(n ast.Node) {
	e.mark(n.Pos().Start)
	switch n := n.(type) {
	case *ast.Return:
		switch x := ast.Bare(orNil(n.X)); {
		case n.X == nil:
			e.w("return;")
		case structural(x):
			e.statement(x, ret)
			if _, yes := x.(*ast.If); yes {
				e.w(" return;")
			}
		default:
			e.put(n.X, ret)
		}
	case *ast.Throw:
		e.w("throw ")
		e.expr(n.X, pAny)
		e.w(";")
	case *ast.Break:
		e.w("break;")
	case *ast.Continue:
		e.w("continue;")
	case *ast.Debugger:
		e.w("debugger;")
	}
}

// orNil keeps Bare away from a nil node.
func orNil(n ast.Node) ast.Node {
	if n == nil {
		return &ast.Word{Text: "undefined"}
	}
	return n
}

// structural says that n is a statement in JavaScript.
func structural(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Switch, *ast.Try, *ast.While, *ast.Repeat, *ast.For, *ast.Return, *ast.Throw, *ast.Break, *ast.Continue,
		*ast.Debugger, *ast.Enum, *ast.Import, *ast.Export, *ast.Erased:
		return true
	case *ast.If:
		return !inExpression(n)
	case *ast.Binary:
		return isGuard(n)
	case *ast.Block:
		return !inExpression(n)
	case *ast.Func:
		return n.Def
	case *ast.Class:
		return n.Declared
	case *ast.Effect:
		return n.Name != nil
	case *ast.Paren:
		return len(n.Body) == 1 && structural(n.Body[0]) || len(n.Body) > 1 && !inExpression(n)
	case *ast.Assign:
		return n.Declare != "" || isDeclaring(n.Op) || structural(n.Value) && n.Op == "=" && isName(n.Target)
	}
	return false
}

// isDeclaring says that an operator makes a name.
func isDeclaring(op string) bool { return op == ":=" || op == "~=" || op == "=!" }

// isName says that n is a plain variable.
func isName(n ast.Node) bool {
	id, ok := n.(*ast.Ident)
	return ok && (id.Var == nil || !id.Var.Kind.Reactive())
}

// inExpression says that n can be written as an expression without a function
// of its own: a choice between expressions, or a sequence of them.
func inExpression(n ast.Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *ast.If:
		return inExpression(n.Then) && inExpression(n.Else)
	case *ast.Block:
		return all(n.List)
	case *ast.Paren:
		return all(n.Body)
	}
	return !structural(n)
}

// all is inExpression for each of a list, which has at least one.
func all(list []ast.Node) bool {
	for _, n := range list {
		if !inExpression(n) {
			return false
		}
	}
	return len(list) > 0
}

// isGuard says that n is a value or, and or ?? something that leaves.
func isGuard(n *ast.Binary) bool {
	if n.Op != "||" && n.Op != "&&" && n.Op != "??" {
		return false
	}
	switch n.R.(type) {
	case *ast.Return, *ast.Throw, *ast.Break, *ast.Continue:
		return true
	}
	return false
}

// guard writes x or return y: a test and a statement.
func (e *emitter) guard(n *ast.Binary, s sink) {
	if s.kind == dropped {
		e.w("if (")
		e.guardTest(n.Op, func(min int) { e.expr(n.L, min) })
		e.w(") ")
		e.leave(n.R)
		return
	}
	name := e.temp("value")
	e.w("if (")
	e.guardTest(n.Op, func(int) { e.w("(", name, " = "); e.expr(n.L, pAssign); e.w(")") })
	e.w(") ")
	e.leave(n.R)
	e.putText(name, s)
}

// guardTest writes the test under which a guard leaves; value writes what is
// tested.
func (e *emitter) guardTest(op string, value func(min int)) {
	switch op {
	case "||":
		e.w("!")
		value(pUnary)
	case "&&":
		value(pAny)
	default:
		value(pEqual)
		e.w(" == null")
	}
}
