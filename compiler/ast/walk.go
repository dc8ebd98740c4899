package ast

// Children calls f for every node directly below n, in source order. It does
// not go deeper; f does, by calling Children itself.
func Children(n Node, f func(Node)) {
	if !operandChildren(n, f) {
		controlChildren(n, f)
	}
}

// each calls f for the nodes that are there.
func each(f func(Node), nodes ...Node) {
	for _, n := range nodes {
		if n != nil {
			f(n)
		}
	}
}

// props calls f for the parts of entries.
func props(list []*Prop, f func(Node)) {
	for _, p := range list {
		if p.Computed {
			each(f, p.Key)
		}
		each(f, p.Value, p.Default)
	}
}

// block calls f for a block that is there.
func block(f func(Node), blocks ...*Block) {
	for _, b := range blocks {
		if b != nil {
			f(b)
		}
	}
}

// operandChildren is Children for values; false is not one of them.
func operandChildren(n Node, f func(Node)) bool {
	switch n := n.(type) {
	case *Str:
		for _, c := range n.Chunks {
			each(f, c.Expr)
		}
	case *Paren:
		each(f, n.Body...)
	case *Array:
		each(f, n.List...)
	case *Object:
		props(n.Props, f)
	case *Map:
		props(n.Props, f)
	case *Spread:
		f(n.X)
	case *Range:
		each(f, n.From, n.To)
	case *Member:
		f(n.X)
	case *Index:
		each(f, n.X, n.I)
	case *Slice:
		each(f, n.X, n.From, n.To)
	case *Capture:
		each(f, n.X, n.Re, n.Group)
	case *Pick:
		f(n.X)
		for _, p := range n.Props {
			each(f, p.Default)
		}
	case *Call:
		f(n.Fn)
		each(f, n.Args...)
	case *New:
		f(n.X)
		each(f, n.Args...)
	case *Unary:
		f(n.X)
	case *Update:
		f(n.X)
	case *Binary:
		each(f, n.L, n.R)
	case *Compare:
		each(f, n.Operands...)
	case *Relation:
		each(f, n.L, n.R)
	case *Match:
		each(f, n.L, n.R)
	case *Exists:
		f(n.X)
	case *Presence:
		f(n.X)
	case *Await:
		f(n.X)
	case *Yield:
		each(f, n.X)
	case *Assign:
		each(f, n.Target, n.Value)
	default:
		return false
	}
	return true
}

// controlChildren is Children for everything else.
func controlChildren(n Node, f func(Node)) {
	switch n := n.(type) {
	case *Block:
		each(f, n.List...)
	case *If:
		each(f, n.Cond, n.Then, n.Else)
	case *Switch:
		each(f, n.Subject)
		for _, c := range n.Cases {
			each(f, c.Conds...)
			block(f, c.Body)
		}
		block(f, n.Else)
	case *While:
		each(f, n.Cond, n.Guard)
		block(f, n.Body)
	case *Repeat:
		f(n.Count)
		block(f, n.Body)
	case *For:
		each(f, n.Over, n.By, n.Value, n.Val, n.Guard)
		if n.Key != nil && !n.Flat {
			each(f, n.Key.Key, n.Key.Value)
		}
		block(f, n.Body)
	case *Try:
		block(f, n.Body)
		each(f, n.Param)
		block(f, n.Catch, n.Finally)
	case *Return:
		each(f, n.X)
	case *Throw:
		f(n.X)
	case *Func:
		for _, p := range n.Params {
			each(f, p.Target, p.Default)
		}
		each(f, n.Body...)
	case *Effect:
		f(n.Body)
	case *Class:
		each(f, n.Extends)
		for _, m := range n.Members {
			if m.Func != nil {
				f(m.Func)
			}
			each(f, m.Value)
		}
	case *Enum:
		for _, m := range n.Members {
			each(f, m.Value)
		}
	case *Export:
		each(f, n.Decl, n.Default)
	default:
		schemaChildren(n, f)
	}
}

// Bare is n without the parentheses around it, where they hold one thing.
func Bare(n Node) Node {
	for {
		p, ok := n.(*Paren)
		if !ok || len(p.Body) != 1 {
			return n
		}
		n = p.Body[0]
	}
}

// Leaves says that n awaits or yields in the function it stands in.
func Leaves(n Node) (awaits, yields bool) {
	switch n := n.(type) {
	case nil, *Func, *Class:
		return false, false
	case *Await:
		awaits = true
	case *Yield:
		yields = true
	case *For:
		awaits = n.Await
	}
	Children(n, func(c Node) {
		a, y := Leaves(c)
		awaits, yields = awaits || a, yields || y
	})
	return awaits, yields
}
