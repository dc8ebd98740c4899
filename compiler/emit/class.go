package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// classStatement writes a class declaration.
func (e *emitter) classStatement(n *ast.Class) {
	if n.Name.Var != nil && n.Name.Var.Assigned {
		e.w(n.Name.Name, " = ")
		e.class(n)
		e.w(";")
		return
	}
	e.class(n)
}

// class writes a class.
func (e *emitter) class(n *ast.Class) {
	e.w("class")
	if n.Name != nil {
		e.w(" ", n.Name.Name)
	}
	if n.Extends != nil {
		e.w(" extends ")
		x := ast.Bare(n.Extends)
		if precedence(x) < pCall || structural(x) {
			e.w("(")
			e.expr(x, pAny)
			e.w(")")
		} else {
			e.expr(x, pCall)
		}
	}
	e.w(" {")
	e.depth++
	if bound := boundMethods(n); len(bound) > 0 && constructor(n) == nil {
		e.implicitConstructor(n, bound)
	}
	for _, m := range n.Members {
		if m.Field && m.Value == nil && m.Func == nil {
			continue
		}
		e.sep(m.Start)
		e.classMember(n, m)
	}
	e.depth--
	e.w(" }")
}

// boundMethods is the methods written with =>, which keep their this.
func boundMethods(n *ast.Class) []*ast.ClassMember {
	var list []*ast.ClassMember
	for _, m := range n.Members {
		if m.Bound && !m.Static {
			list = append(list, m)
		}
	}
	return list
}

// constructor is a class's own constructor, or nil.
func constructor(n *ast.Class) *ast.ClassMember {
	for _, m := range n.Members {
		if m.Func != nil && m.Func.Method.Constructor {
			return m
		}
	}
	return nil
}

// implicitConstructor writes the constructor of a class that has bound methods
// and none of its own.
func (e *emitter) implicitConstructor(n *ast.Class, bound []*ast.ClassMember) {
	if n.Extends != nil {
		e.w(" constructor(...args) { super(...args);")
	} else {
		e.w(" constructor() {")
	}
	e.bind(bound)
	e.w(" }")
}

// bind writes the binding of methods to this.
func (e *emitter) bind(bound []*ast.ClassMember) {
	for _, m := range bound {
		name := e.text(func() { e.access(m.Key) })
		e.space()
		e.w("this", name, " = this", name, ".bind(this);")
	}
}

// access writes .name or ["name"].
func (e *emitter) access(key ast.Node) {
	if s, ok := key.(*ast.Str); ok {
		e.w("[")
		e.str(s)
		e.w("]")
		return
	}
	e.w(".", key.(*ast.Ident).Name)
}

// classMember writes a method or field.
func (e *emitter) classMember(c *ast.Class, m *ast.ClassMember) {
	e.mark(m.Start)
	if m.Static {
		e.w("static ")
	}
	if m.Func != nil {
		e.method(c, m)
		return
	}
	e.memberKey(m.Key)
	e.w(" = ")
	e.fieldValue(m)
	e.w(";")
}

// fieldValue writes the value of a field. What it assigns has no body to be
// declared in, so it gets one.
func (e *emitter) fieldValue(m *ast.ClassMember) {
	e.fn = &function{outer: e.fn, method: &ast.Place{Key: m.Key, Static: m.Static}}
	start := len(e.buf)
	e.hoisted(m.Scope)
	hoists := len(e.buf) > start
	if hoists {
		e.w(" return ")
	}
	e.expr(m.Value, pAssign)
	if hoists || len(e.fn.temps) > 0 {
		if !hoists {
			e.insert(start, "return ")
		}
		const open = "(() => { "
		e.insert(start, open)
		e.declareTemps(start + len(open))
		e.w("; })()")
	}
	e.fn = e.fn.outer
}

// memberKey writes a member's name.
func (e *emitter) memberKey(key ast.Node) {
	if s, ok := key.(*ast.Str); ok {
		e.str(s)
		return
	}
	e.w(key.(*ast.Ident).Name)
}

// method writes a method.
func (e *emitter) method(c *ast.Class, m *ast.ClassMember) {
	f := m.Func
	if f.Async {
		e.w("async ")
	}
	if f.Gen {
		e.w("*")
	}
	e.memberKey(m.Key)
	e.enter(f, f.Method)
	e.fn.params = promotedNames(f) // until they are assigned, @name is the parameter: in defaults, too
	prelude := e.params(f)
	e.w(" ")
	if !f.Method.Constructor {
		e.functionBody(f, prelude, nil)
		return
	}
	e.constructor(c, f, prelude)
}

// constructor writes a constructor: what @name parameters assign, and the bound
// methods, come first, or after super(…) in a class that extends another.
func (e *emitter) constructor(c *ast.Class, f *ast.Func, prelude []func()) {
	setup := func() {
		e.fn.params, e.fn.beforeSuper = nil, false
		for _, own := range promotions(f) {
			e.space()
			e.w("this.", own.Property, " = ", own.Ident.Name, ";")
		}
		e.bind(boundMethods(c))
	}
	if c.Extends == nil {
		e.functionBody(f, append(prelude, setup), nil)
		return
	}
	at := superCallIndex(f.Body)
	e.fn.beforeSuper = true
	e.functionBody(f, prelude, func(i int) {
		if i == at {
			setup()
		}
	})
}

// promotions are those of all parameters.
func promotions(f *ast.Func) (all []ast.Promotion) {
	for _, p := range f.Params {
		all = append(all, p.Promoted...)
	}
	return all
}

// promotedNames are the names of the parameters that promote, by property.
func promotedNames(f *ast.Func) map[string]string {
	names := map[string]string{}
	for _, own := range promotions(f) {
		names[own.Property] = own.Ident.Name
	}
	return names
}

// constructorBody writes statements and calls after behind each.
func (e *emitter) constructorBody(list []ast.Node, after func(i int)) {
	for i, n := range list {
		e.sep(n.Pos().Start)
		e.statement(n, drop)
		after(i)
	}
	if len(list) == 0 {
		after(0)
	}
}

// superCallIndex is the index of the statement that calls super(…).
func superCallIndex(list []ast.Node) int {
	for i, n := range list {
		if callsSuper(n) {
			return i
		}
	}
	return 0
}

// callsSuper says that super(…) is called somewhere in n.
func callsSuper(n ast.Node) bool {
	if c, ok := n.(*ast.Call); ok {
		if _, ok := c.Fn.(*ast.Super); ok {
			return true
		}
	}
	found := false
	ast.Children(n, func(k ast.Node) { found = found || callsSuper(k) })
	return found
}

// enum writes an enum as an object with its entries in both directions.
func (e *emitter) enum(n *ast.Enum) {
	if v := n.Name.Var; v == nil || !v.Assigned {
		e.w("const ")
	}
	e.w(n.Name.Name, " = {")
	e.depth++
	last, back := "-1", []string{}
	for i, m := range n.Members {
		if i > 0 {
			e.w(",")
		}
		e.sep(m.Start)
		key := e.text(func() { e.memberKey(m.Key) })
		text := next(last)
		if m.Value != nil {
			text = e.text(func() { e.expr(m.Value, pAssign) })
		}
		last = text
		e.w(key, ": ", text)
		back = append(back, "["+text+"]: "+quoteKey(key))
	}
	for _, b := range back {
		e.w(", ", b)
	}
	e.depth--
	e.w(" };")
}

// quoteKey is a key as a string.
func quoteKey(key string) string {
	if key[0] == '"' || key[0] == '\'' {
		return key
	}
	return quote(key)
}

// next is the number after a number that JavaScript wrote.
func next(text string) string {
	n, negative := 0, false
	for i, c := range text {
		switch {
		case i == 0 && c == '-':
			negative = true
		case c >= '0' && c <= '9' && len(text) < 10:
			n = n*10 + int(c-'0')
		default:
			return text + " + 1"
		}
	}
	if negative {
		n = -n
	}
	n++
	if n < 0 {
		return "-" + itoa(-n)
	}
	return itoa(n)
}
