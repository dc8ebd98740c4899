package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// control walks if, switch, try and the loops. As a value they run in a
// function of their own, which return, break and continue cannot leave.
func (c *checker) control(n ast.Node, at place) {
	if at == value {
		trapped, loops, switches := c.fn.trapped, c.fn.loops, c.fn.switches
		c.fn.trapped, c.fn.loops, c.fn.switches = true, 0, 0
		defer func() { c.fn.trapped, c.fn.loops, c.fn.switches = trapped, loops, switches }()
		at = tail
	}
	switch n := n.(type) {
	case *ast.If:
		c.visit(n.Cond, value)
		c.visit(n.Then, at)
		c.visit(n.Else, at)
	case *ast.Switch:
		c.switchArms(n, at)
	case *ast.Try:
		c.try(n, at)
	case *ast.While:
		c.visit(n.Cond, value)
		c.visit(n.Guard, value)
		c.loop(n.Body)
	case *ast.Repeat:
		c.visit(n.Count, value)
		scope := c.enterBlock()
		n.It = c.add(scope, &ast.Var{Name: "it", Kind: ast.LoopVar})
		c.loop(n.Body)
		c.leaveBlock()
	case *ast.For:
		c.forLoop(n)
	}
}

// loop walks a loop's body.
func (c *checker) loop(body *ast.Block) {
	c.fn.loops++
	c.list(body.List, tail)
	c.fn.loops--
}

// switchArms walks a switch.
func (c *checker) switchArms(n *ast.Switch, at place) {
	c.visit(n.Subject, value)
	c.fn.switches++
	for _, k := range n.Cases {
		for _, cond := range k.Conds {
			c.visit(cond, value)
		}
		c.list(k.Body.List, at)
	}
	if n.Else != nil {
		c.list(n.Else.List, at)
	}
	c.fn.switches--
}

// try walks try, catch and finally. A name in catch is the block's own; a
// pattern there assigns like any other.
func (c *checker) try(n *ast.Try, at place) {
	c.list(n.Body.List, at)
	if n.Catch != nil {
		n.Scope = c.enterBlock()
		switch param := n.Param.(type) {
		case nil:
		case *ast.Ident:
			c.unwritable(param)
			param.Var = c.add(n.Scope, &ast.Var{Name: param.Name, Kind: ast.CatchVar, Pos: param.Span})
		default:
			c.pattern(param, nil)
			c.once(param, "catch pattern")
		}
		c.list(n.Catch.List, at)
		c.leaveBlock()
	}
	if n.Finally != nil {
		c.list(n.Finally.List, statement)
	}
}

// forLoop walks a for, whose variables are its own.
func (c *checker) forLoop(n *ast.For) {
	c.visit(n.Over, value)
	c.visit(n.By, value)
	n.Scope = c.enterBlock()
	names := map[string]bool{}
	for _, target := range []ast.Node{n.Value, n.Val} {
		c.bind(target, ast.LoopVar, names, "loop head")
	}
	if n.Second != nil {
		c.bind(n.Second, ast.LoopVar, names, "loop head")
	}
	c.visit(n.Guard, value)
	c.fn.loops++
	if n.Key != nil && !n.Flat {
		c.visit(n.Key.Key, value)
		c.visit(n.Key.Value, value)
	}
	if n.Body != nil {
		c.list(n.Body.List, tail)
	}
	c.fn.loops--
	c.leaveBlock()
}
