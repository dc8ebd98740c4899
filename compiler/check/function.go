package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// function walks a function of any kind.
func (c *checker) function(n *ast.Func) {
	if n.Def && n.Name != nil {
		c.declare(n.Name, ast.DefVar, n)
	}
	n.Scope = &ast.Scope{}
	c.enterFunction(n, n.Scope)
	if n.Method != nil {
		c.fn.method = n.Method
	}
	names := map[string]bool{}
	for _, p := range n.Params {
		c.param(p, n, names)
	}
	if n.UsesIt {
		c.add(n.Scope, &ast.Var{Name: "it", Kind: ast.ParamVar, Pos: n.Span})
	}
	last := tail
	if n.Void || n.Method != nil && n.Method.Constructor {
		last = statement
	}
	c.body(n.Body, last)
	c.leaveFunction()
}

// param declares what a parameter binds.
func (c *checker) param(p *ast.Param, n *ast.Func, names map[string]bool) {
	if n.Method == nil || !n.Method.Constructor {
		for _, own := range p.Promoted {
			c.fail(own.Ident.Span, "@%s promotes only in a constructor", own.Property).
				WithHint("in another function assign it: @%s = %s", own.Property, own.Ident.Name)
		}
	}
	c.bind(p.Target, ast.ParamVar, names, "parameter list")
	c.visit(p.Default, value)
}

// bind declares the names of a parameter or loop variable in the current
// scope.
func (c *checker) bind(n ast.Node, kind ast.VarKind, seen map[string]bool, what string) {
	switch n := n.(type) {
	case nil:
	case *ast.Ident:
		c.boundOnce(n, seen, what)
		c.unwritable(n)
		n.Var = c.add(c.scope, &ast.Var{Name: n.Name, Kind: kind, Pos: n.Span})
	case *ast.Array:
		for _, e := range n.List {
			c.bind(e, kind, seen, what)
		}
	case *ast.Object:
		for _, p := range n.Props {
			c.bindEntry(p, kind, seen, what)
		}
	case *ast.Spread:
		c.bind(n.X, kind, seen, what)
	case *ast.Assign:
		c.bind(n.Target, kind, seen, what)
		c.visit(n.Value, value)
	case *ast.Member, *ast.Index:
		c.fail(n.Pos(), "a %s binds names only", what)
	}
}

// boundOnce notes that a name is bound, and reports it if it was before.
func (c *checker) boundOnce(id *ast.Ident, seen map[string]bool, what string) {
	if seen[id.Name] {
		c.fail(id.Span, "'%s' is bound twice in one %s", id.Name, what)
	}
	seen[id.Name] = true
}

// bindEntry is bind for one entry of an object pattern.
func (c *checker) bindEntry(p *ast.Prop, kind ast.VarKind, seen map[string]bool, what string) {
	if p.Computed {
		c.visit(p.Key, value)
	}
	if p.Value != nil {
		c.bind(p.Value, kind, seen, what)
	} else if id, ok := p.Key.(*ast.Ident); ok {
		c.bind(id, kind, seen, what)
	}
	c.visit(p.Default, value)
}

// class walks a class and its members.
func (c *checker) class(n *ast.Class, at place) {
	if n.Name != nil {
		if _, direct := c.direct[n]; direct || at != value {
			n.Declared = true
			c.declare(n.Name, ast.ClassVar, n)
		}
	}
	c.visit(n.Extends, value)
	if n.Name != nil && !n.Declared {
		c.unwritable(n.Name)
		c.add(c.enterBlock(), &ast.Var{Name: n.Name.Name, Kind: ast.ClassVar, Pos: n.Name.Span})
		defer c.leaveBlock()
	}
	seen := map[string]bool{}
	for _, m := range n.Members {
		c.member(m, seen)
	}
}

// member walks one member of a class.
func (c *checker) member(m *ast.ClassMember, seen map[string]bool) {
	if id, ok := m.Key.(*ast.Ident); ok && !m.Static && m.Func != nil && id.Name == "constructor" {
		if seen[id.Name] {
			c.fail(id.Span, "a class has one constructor")
		}
		seen[id.Name] = true
	}
	switch name := memberName(m.Key); {
	case name == "constructor" && m.Field:
		c.fail(m.Key.Pos(), "a field cannot be called constructor")
	case name == "prototype" && m.Static:
		c.fail(m.Key.Pos(), "a static member cannot be called prototype")
	}
	if m.Func != nil {
		c.function(m.Func)
	}
	if m.Value == nil {
		return
	}
	m.Scope = &ast.Scope{}
	c.enterFunction(&ast.Func{Fat: true, Scope: m.Scope}, m.Scope)
	c.fn.method, c.fn.field = &ast.Place{Key: m.Key, Static: m.Static}, true
	c.visit(m.Value, value)
	c.leaveFunction()
}

// imports declares what an import binds.
func (c *checker) imports(n *ast.Import) {
	if c.scope.Parent != nil {
		c.fail(n.Span, "an import stands at the top of the module, outside of functions and blocks")
	}
	for _, id := range []*ast.Ident{n.Default, n.Namespace} {
		if id != nil {
			c.declare(id, ast.ImportVar, n)
		}
	}
	for _, s := range n.Names {
		c.declare(s.Local, ast.ImportVar, n)
	}
}

// export walks an export and marks what it exports.
func (c *checker) export(n *ast.Export) {
	if c.scope.Parent != nil {
		c.fail(n.Span, "an export stands at the top of the module, outside of functions and blocks")
	}
	if n.Default != nil {
		if c.hasDefault() {
			c.fail(n.Span, "duplicate 'export default'")
		}
		c.direct[n.Default] = 0
		c.visit(n.Default, value)
	}
	for _, s := range n.Names {
		if s.Local != nil {
			c.visit(s.Local, value)
		}
	}
	switch d := n.Decl.(type) {
	case nil:
	case *ast.Assign:
		c.exportAssign(d)
	case *ast.Class:
		c.class(d, statement)
	default:
		c.visit(n.Decl, statement)
	}
}

// exportAssign walks export x = value, which declares a constant.
func (c *checker) exportAssign(d *ast.Assign) {
	id := d.Target.(*ast.Ident)
	if d.Op != "=" {
		c.assign(d, statement)
		return
	}
	c.visit(d.Value, value)
	v := c.declare(id, ast.Plain, d)
	v.Exported = true
}

// hasDefault notes an export default and says whether there was one before.
func (c *checker) hasDefault() bool {
	const mark = "export default"
	if c.fn.scope.Own(mark) != nil {
		return true
	}
	c.add(c.fn.scope, &ast.Var{Name: mark, Kind: ast.Readonly})
	return false
}

// memberName is the name of a member, however it is written.
func memberName(key ast.Node) string {
	switch k := key.(type) {
	case *ast.Ident:
		return k.Name
	case *ast.Str:
		return k.Text()
	}
	return ""
}
