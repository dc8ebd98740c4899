package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// def writes a def: a function declaration, or an assignment where it stands
// in a block whose names belong to the function around.
func (e *emitter) def(n *ast.Func) {
	if n.Name.Var != nil && n.Name.Var.Assigned {
		e.w(n.Name.Name, " = ")
		e.function(n, "")
		e.w(";")
		return
	}
	e.function(n, n.Name.Name)
}

// function writes a function as an expression, or as a declaration of name.
func (e *emitter) function(n *ast.Func, name string) {
	if n.Async {
		e.w("async ")
	}
	if !n.Fat {
		e.w("function")
		if n.Gen {
			e.w("*")
		}
		if name != "" {
			e.w(" ", name)
		}
	}
	e.enter(n, nil)
	prelude := e.params(n)
	if n.Fat {
		e.w(" => ")
		if len(prelude) == 0 && e.concise(n) {
			e.arrowBody(n)
			e.fn = e.fn.outer
			return
		}
	} else {
		e.w(" ")
	}
	e.functionBody(n, prelude, nil)
}

// enter begins a function; a method has its place.
func (e *emitter) enter(n *ast.Func, m *ast.Place) {
	f := &function{outer: e.fn, method: m}
	if m == nil && n.Fat {
		f.method = e.fn.method
		if e.fn.beforeSuper {
			f.params, f.beforeSuper = e.fn.params, true
		}
	}
	e.fn = f
}

// concise says that an arrow's body can be an expression.
func (e *emitter) concise(n *ast.Func) bool {
	if len(n.Body) != 1 || n.Void || n.Gen || !inExpression(n.Body[0]) {
		return false
	}
	if _, erased := n.Body[0].(*ast.Erased); erased {
		return false
	}
	for _, v := range n.Scope.Vars {
		if v.Assigned || v.InPlace != nil {
			return false
		}
	}
	return true
}

// arrowBody writes an expression as an arrow's body. Where it needs
// temporaries it becomes a block after all.
func (e *emitter) arrowBody(n *ast.Func) {
	start := len(e.buf)
	e.depth++
	e.at(n.Body[0].Pos().Start)
	value := len(e.buf)
	e.expr(n.Body[0], pAssign)
	e.guardStart(value, false)
	e.depth--
	if len(e.fn.temps) > 0 {
		e.insert(value, "return ")
		e.insert(start, "{ ")
		e.declareTemps(start + 2)
		e.w("; }")
	}
}

// functionBody writes { … } with what belongs to its top: the names it
// declares, and the lines of prelude.
func (e *emitter) functionBody(n *ast.Func, prelude []func(), after func(i int)) {
	e.w("{")
	top := len(e.buf)
	e.depth++
	e.hoisted(n.Scope)
	for _, line := range prelude {
		e.space()
		line()
	}
	s := ret
	if n.Void || e.fn.method != nil && e.fn.method.Constructor && n.Method != nil {
		s = drop
	}
	if after == nil {
		e.statements(n.Body, s)
	} else {
		e.constructorBody(n.Body, after)
	}
	e.depth--
	e.declareTemps(top)
	e.fn = e.fn.outer
	e.w(" }")
}

// expansion writes the rest parameter that stands for ..., and returns the line
// that takes the last parameters from it.
func (e *emitter) expansion(last []*ast.Param) func() {
	name := e.name("rest")
	e.w("...", name)
	return func() {
		e.w("let [")
		for i, p := range last {
			if i > 0 {
				e.w(", ")
			}
			e.pattern(p.Target)
			if p.Default != nil {
				e.w(" = ")
				e.expr(p.Default, pAssign)
			}
		}
		e.w("] = ", name, ".slice(-", itoa(len(last)), ");")
	}
}
