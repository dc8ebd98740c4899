package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// assign walks an assignment or declaration.
func (c *checker) assign(n *ast.Assign, at place) {
	_, direct := c.direct[n]
	switch n.Op {
	case ":=":
		c.visit(n.Value, value)
		c.declareTarget(n, ast.State)
		return
	case "~=":
		c.computed(n)
		return
	case "=!":
		c.visit(n.Value, value)
		c.declareTarget(n, ast.Readonly)
		return
	case ".=", "*>":
		c.shorthandAssign(n, at)
		return
	}
	first := len(c.fn.writes)
	var stmt *ast.Assign
	if direct && n.Op == "=" {
		stmt = n
		c.stmts = append(c.stmts, n)
	}
	c.pattern(n.Target, stmt)
	for i := first; i < len(c.fn.writes); i++ {
		c.fn.writes[i].fresh = n.Op == "="
	}
	switch n.Target.(type) {
	case *ast.Array, *ast.Object:
		c.once(n.Target, "destructuring pattern")
	}
	c.typedPrototype(n)
	if b, ok := n.Value.(*ast.Binary); ok && at != value {
		if _, thrown := b.R.(*ast.Throw); !thrown {
			c.binary(b, statement)
			return
		}
	}
	c.visit(n.Value, value)
}

// computed walks name ~= value, whose body runs by itself.
func (c *checker) computed(n *ast.Assign) {
	c.declareTarget(n, ast.Computed)
	scope := &ast.Scope{}
	c.enterFunction(&ast.Func{Fat: true, Scope: scope}, scope)
	if b, ok := n.Value.(*ast.Block); ok {
		c.list(b.List, tail)
	} else {
		c.visit(n.Value, value)
	}
	c.leaveFunction()
	n.Value = &ast.Func{Span: n.Value.Pos(), Fat: true, Body: bodyOf(n.Value), Scope: scope}
}

// bodyOf is a value as the statements of a function.
func bodyOf(n ast.Node) []ast.Node {
	if b, ok := n.(*ast.Block); ok {
		return b.List
	}
	return []ast.Node{n}
}

// declareTarget declares the name on the left of := ~= and =!.
func (c *checker) declareTarget(n *ast.Assign, kind ast.VarKind) {
	if id, ok := n.Target.(*ast.Ident); ok {
		c.declare(id, kind, n)
		return
	}
	c.fail(n.Target.Pos(), "'%s' declares a name, and this is none", n.Op)
}

// shorthandAssign walks x .= call() and *>x = object, which are statements.
func (c *checker) shorthandAssign(n *ast.Assign, at place) {
	if at == value {
		c.fail(n.Span, "'%s' is a statement, not a value", n.Op)
	}
	if n.Op == "*>" {
		c.pattern(n.Target, nil)
		c.visit(n.Value, value)
		return
	}
	if id, ok := n.Target.(*ast.Ident); ok {
		c.write(id, nil)
	}
	c.visit(n.Target, value)
	if !c.methodChain(n.Value) {
		c.fail(n.Value.Pos(), "the right side of '.=' must be a call chain that begins with a method: s .= trim()")
	}
}

// methodChain walks trim().toLowerCase(), whose first name is a method.
func (c *checker) methodChain(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Call:
		if _, first := n.Fn.(*ast.Ident); !first && !c.methodChain(n.Fn) {
			return false
		}
		for _, a := range n.Args {
			c.visit(a, value)
		}
		return true
	case *ast.Member:
		return c.methodChain(n.X)
	case *ast.Await:
		return c.methodChain(n.X)
	case *ast.Index:
		c.visit(n.I, value)
		return c.methodChain(n.X)
	}
	return false
}

// typedPrototype checks Name::method: T = …, which types only a class.
func (c *checker) typedPrototype(n *ast.Assign) {
	m, ok := n.Target.(*ast.Member)
	if !ok || !n.Typed {
		return
	}
	if proto, ok := m.X.(*ast.Member); ok && proto.Name == "prototype" {
		if id, ok := proto.X.(*ast.Ident); ok {
			if _, plain := c.fn.plain[id.Name]; plain {
				c.fail(id.Span, "'%s' is a variable, not a class declaration, and its prototype cannot be annotated", id.Name)
			}
		}
	}
}

// pattern walks the target of an assignment: names are written, the rest read.
func (c *checker) pattern(n ast.Node, stmt *ast.Assign) {
	switch n := n.(type) {
	case nil, *ast.Expansion:
	case *ast.Ident:
		c.write(n, stmt)
	case *ast.Array:
		for i, e := range n.List {
			if s, ok := e.(*ast.Spread); ok && i < len(n.List)-1 {
				c.middleRest(s.X, stmt)
				continue
			}
			c.pattern(e, stmt)
		}
	case *ast.Object:
		for _, p := range n.Props {
			c.entry(p, stmt)
		}
	case *ast.Spread:
		c.pattern(n.X, stmt)
	case *ast.Assign:
		c.pattern(n.Target, stmt)
		c.visit(n.Value, value)
	default:
		c.visit(n, value)
	}
}

// middleRest walks the ... in the middle of a pattern.
func (c *checker) middleRest(n ast.Node, stmt *ast.Assign) {
	c.pattern(n, stmt)
	if _, ok := n.(*ast.Ident); ok {
		c.fn.writes[len(c.fn.writes)-1].middle = true
	}
}

// entry walks one entry of an object pattern.
func (c *checker) entry(p *ast.Prop, stmt *ast.Assign) {
	if p.Computed {
		c.visit(p.Key, value)
	}
	if p.Value != nil {
		c.pattern(p.Value, stmt)
	} else if id, ok := p.Key.(*ast.Ident); ok {
		c.write(id, stmt)
	}
	if p.Default != nil {
		c.visit(p.Default, value)
	}
}

// once reports a name that a pattern binds twice.
func (c *checker) once(n ast.Node, what string) {
	seen := map[string]bool{}
	names(n, func(id *ast.Ident) {
		if seen[id.Name] {
			c.fail(id.Span, "'%s' is bound twice in one %s", id.Name, what)
		}
		seen[id.Name] = true
	})
}

// names calls f for each name that a pattern binds.
func names(n ast.Node, f func(*ast.Ident)) {
	switch n := n.(type) {
	case *ast.Ident:
		f(n)
	case *ast.Array:
		for _, e := range n.List {
			names(e, f)
		}
	case *ast.Object:
		for _, p := range n.Props {
			if id, ok := p.Key.(*ast.Ident); ok && p.Value == nil && !p.Spread {
				f(id)
			}
			names(p.Value, f)
		}
	case *ast.Spread:
		names(n.X, f)
	case *ast.Assign:
		names(n.Target, f)
	}
}

// write records an assignment to a name.
func (c *checker) write(id *ast.Ident, stmt *ast.Assign) {
	c.unwritable(id)
	c.fn.writes = append(c.fn.writes, write{id: id, scope: c.scope, stmt: stmt})
	if c.fn.plain == nil {
		c.fn.plain = map[string]source.Span{}
	}
	if _, seen := c.fn.plain[id.Name]; !seen {
		c.fn.plain[id.Name] = id.Span
	}
}

// unwritable reports the names that JavaScript allows nobody to bind.
func (c *checker) unwritable(id *ast.Ident) {
	if token.Kept(id.Name) {
		c.kept(id)
	}
}

// mention notes that a name is read. eval and arguments may be.
func (c *checker) mention(id *ast.Ident) {
	switch {
	case !token.Kept(id.Name) || id.Name == "eval":
	case id.Name != "arguments":
		c.kept(id)
	case c.fn.field:
		c.fail(id.Span, "'arguments' are a function's, and the value of a field is in none")
	}
	c.mentions = append(c.mentions, mention{id: id, scope: c.scope})
}

// kept reports a name that can be no variable.
func (c *checker) kept(id *ast.Ident) {
	c.fail(id.Span, "'%s' is a name that JavaScript keeps for itself", id.Name).
		WithHint("choose another name; it may still be a property: x.%s", id.Name)
}

// declare adds a name that a declaration of its own makes.
func (c *checker) declare(id *ast.Ident, kind ast.VarKind, stmt ast.Node) *ast.Var {
	c.unwritable(id)
	scope := c.scope.Function()
	if kind == ast.Readonly || kind == ast.State {
		scope = c.scope
	}
	if old := scope.Own(id.Name); old != nil {
		c.again(id, old.Kind, old.Pos)
	} else if at, plain := c.fn.plain[id.Name]; plain && scope == c.fn.scope {
		c.again(id, ast.Plain, at)
	}
	v := c.add(scope, &ast.Var{Name: id.Name, Kind: kind, Pos: id.Span})
	id.Var = v
	_, direct := c.direct[stmt]
	if a, ok := stmt.(*ast.Assign); ok && (direct || scope != c.fn.scope) {
		v.InPlace = a
		a.Declare = "const"
		return v
	}
	v.Assigned = !direct
	return v
}

// again reports a second declaration of a name.
func (c *checker) again(id *ast.Ident, kind ast.VarKind, at source.Span) {
	d := c.fail(id.Span, "'%s' was already declared as %s on line %d — assign with '%s = …' to update it, or choose a different name",
		id.Name, kind, c.file.Line(at.Start), id.Name)
	c.sink.Relate(d, at, "it is declared here")
}
