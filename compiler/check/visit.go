package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// visit walks one node, whose value is used as at says.
func (c *checker) visit(n ast.Node, at place) {
	switch n := n.(type) {
	case nil:
	case *ast.Ident:
		c.mention(n)
	case *ast.Assign:
		c.schemaPragma(n)
		c.assign(n, at)
	case *ast.Func:
		c.function(n)
	case *ast.Class:
		c.class(n, at)
	case *ast.Schema:
		c.schema(n)
	case *ast.Block:
		c.list(n.List, at)
	case *ast.Paren:
		if at == value && len(n.Body) == 1 {
			c.visit(n.Body[0], value)
			return
		}
		c.list(n.Body, at)
	case *ast.If, *ast.Switch, *ast.Try, *ast.While, *ast.Repeat, *ast.For:
		c.control(n, at)
	case *ast.Return, *ast.Break, *ast.Continue:
		c.leave(n, at)
	case *ast.Binary:
		c.binary(n, at)
	case *ast.Update:
		c.update(n)
	case *ast.Object:
		c.object(n)
	case *ast.Match:
		c.visit(n.L, value)
		c.visit(n.R, value)
		c.fn.matches = append(c.fn.matches, &n.Last)
	case *ast.Capture:
		ast.Children(n, func(k ast.Node) { c.visit(k, value) })
		c.fn.matches = append(c.fn.matches, &n.Last)
	case *ast.Call:
		c.call(n)
	case *ast.Member:
		if s, ok := n.X.(*ast.Super); ok {
			c.super(s)
			return
		}
		c.visit(n.X, value)
	case *ast.Unary:
		if id, ok := ast.Bare(n.X).(*ast.Ident); ok && n.Op == "delete" {
			c.fail(n.Span, "a variable cannot be deleted").WithHint("to forget its value write %s = undefined", id.Name)
		}
		c.visit(n.X, value)
	case *ast.New:
		if _, ok := n.X.(*ast.ImportWord); ok {
			c.fail(n.Span, "import makes no object of a class").WithHint("write new (import!(path)).Name()")
		}
		ast.Children(n, func(k ast.Node) { c.visit(k, value) })
	case *ast.Super:
		c.fail(n.Span, "super stands alone").WithHint("call it with arguments: super a, or super()")
	default:
		c.declaration(n)
	}
}

// declaration walks the statements that bind names by themselves.
func (c *checker) declaration(n ast.Node) {
	switch n := n.(type) {
	case *ast.Enum:
		c.declare(n.Name, ast.EnumVar, n)
		ast.Children(n, func(k ast.Node) { c.visit(k, value) })
	case *ast.Import:
		c.imports(n)
	case *ast.Export:
		c.export(n)
	case *ast.Effect:
		if n.Name != nil {
			c.declare(n.Name, ast.EffectVar, n)
		}
		c.function(n.Body)
	case *ast.Erased:
		if n.Name != nil {
			c.write(n.Name, nil)
		}
	default:
		ast.Children(n, func(k ast.Node) { c.visit(k, value) })
	}
}

// object walks an object that is a value; a shorthand reads its name.
func (c *checker) object(n *ast.Object) {
	for _, p := range n.Props {
		if p.Computed {
			c.visit(p.Key, value)
		}
		if id, ok := p.Key.(*ast.Ident); ok && p.Value == nil && !p.Spread {
			c.shorthand(id)
			if p.Default != nil {
				c.fail(p.Span, "only a pattern has defaults").WithHint("write name: value")
			}
		}
		if p.Value != nil && p.Default != nil {
			c.fail(p.Span, "only a pattern has defaults")
		}
		c.visit(p.Value, value)
	}
}

// shorthand walks the name of {name}, which may be a word that is a value.
func (c *checker) shorthand(id *ast.Ident) {
	switch token.Lookup([]byte(id.Name)) {
	case token.Ident:
		c.mention(id)
	case token.True, token.False, token.Null, token.Undefined, token.This:
	default:
		c.fail(id.Span, "'%s' is a word of the language, and names no value", id.Name).WithHint("write %s: value", id.Name)
	}
}

// call walks a call; super's is checked.
func (c *checker) call(n *ast.Call) {
	if s, ok := n.Fn.(*ast.Super); ok {
		c.super(s)
		if m := c.fn.method; m != nil && m.Constructor && !m.Derived {
			c.fail(s.Span, "super in a constructor makes the object of the class above, and this class extends none").
				WithHint("write class Name extends Other, or leave super out")
		}
	} else {
		c.visit(n.Fn, value)
	}
	if _, ok := n.Fn.(*ast.ImportWord); ok {
		c.importCall(n)
	}
	for _, a := range n.Args {
		c.visit(a, value)
	}
}

// importCall checks the arguments of import(…): JavaScript fixes their number.
func (c *checker) importCall(n *ast.Call) {
	spread := false
	for _, a := range n.Args {
		_, s := a.(*ast.Spread)
		spread = spread || s
	}
	if spread || len(n.Args) < 1 || len(n.Args) > 2 || n.Optional || n.Tagged {
		c.fail(n.Span, "import takes the path of a module, and maybe options: import(path)")
	}
}

// super reports super outside of a method.
func (c *checker) super(n *ast.Super) {
	if c.fn.method == nil {
		c.fail(n.Span, "'super' outside a method")
	}
}

// binary walks an operation. Behind or, and and ?? of a statement may stand
// what leaves: return, break, continue.
func (c *checker) binary(n *ast.Binary, at place) {
	c.visit(n.L, value)
	guard := n.Op == "||" || n.Op == "&&" || n.Op == "??"
	if guard && at != value && leaves(n.R) {
		c.visit(n.R, statement)
		return
	}
	if t, ok := n.R.(*ast.Throw); ok && guard && at == value {
		if _, yields := ast.Leaves(t); yields {
			c.fail(t.Span, "'yield' cannot cross the IIFE boundary that this throw needs").WithHint("yield on a line of its own")
		}
	}
	c.visit(n.R, value)
}

// leaves says that n is a statement that goes elsewhere.
func leaves(n ast.Node) bool {
	switch n.(type) {
	case *ast.Return, *ast.Break, *ast.Continue, *ast.Throw:
		return true
	}
	return false
}

// leave checks return, break and continue.
func (c *checker) leave(n ast.Node, at place) {
	word, outside := "", ""
	switch n := n.(type) {
	case *ast.Return:
		word = "return"
		if c.fn.node == nil {
			outside = "'return' outside a function"
		}
		if n.X != nil {
			c.visit(n.X, value)
			if c.fn.node != nil && c.fn.node.Void {
				c.fail(n.Span, "this function is marked ! and returns no value")
			}
		}
	case *ast.Break:
		word = "break"
		if c.fn.loops+c.fn.switches == 0 {
			outside = "'break' outside a loop or switch"
		}
	case *ast.Continue:
		word = "continue"
		if c.fn.loops == 0 {
			outside = "'continue' outside a loop"
		}
	}
	inner := word != "return" && c.fn.loops > 0
	switch {
	case outside != "" && !(c.fn.trapped && word != "return"):
		c.fail(n.Pos(), "%s", outside)
	case at == value || c.fn.trapped && !inner:
		c.fail(n.Pos(), "'%s' stands in a value and cannot cross the IIFE boundary around it", word).
			WithHint("put it on a line of its own")
	}
}

// update walks ++ and --.
func (c *checker) update(n *ast.Update) {
	if id, ok := n.X.(*ast.Ident); ok {
		c.write(id, nil)
		return
	}
	c.visit(n.X, value)
}
