package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// resolve gives every name its variable. Functions come in source order, the
// outer before the inner, so that a name which an outer function assigns
// anywhere is the outer one's everywhere inside it.
func (c *checker) resolve() {
	for _, f := range c.fns {
		for _, last := range f.matches {
			*last = c.lastMatch(f.scope)
		}
		for _, w := range f.writes {
			c.resolveWrite(f, w)
		}
	}
	for _, m := range c.mentions {
		if v := m.scope.Find(m.id.Name); v != nil {
			m.id.Var = v
			v.Used = true
			if !m.lazy {
				early(v, m.id, m.scope)
			}
		}
	}
	c.place()
}

// lastMatch is the _ of a function that matches.
func (c *checker) lastMatch(scope *ast.Scope) *ast.Var {
	if v := scope.Own("_"); v != nil {
		return v
	}
	return c.add(scope, &ast.Var{Name: "_", Assigned: true, Writes: 2})
}

// resolveWrite finds the variable of an assignment, or makes it.
func (c *checker) resolveWrite(f *function, w write) {
	v := w.scope.Find(w.id.Name)
	if v != nil && v.Exported && w.fresh && v.Scope.Function() != f.scope {
		v = nil // an export is a constant: inside a function = makes a variable of its own
	}
	if v == nil {
		v = c.add(f.scope, &ast.Var{Name: w.id.Name, Pos: w.id.Span, Assigned: true, InPlace: w.stmt})
		w.id.Var = v
		return
	}
	w.id.Var = v
	v.Writes++
	early(v, w.id, w.scope)
	switch {
	case v.Kind == ast.Computed, v.Kind == ast.Readonly, v.Kind == ast.ImportVar:
		d := c.fail(w.id.Span, "cannot assign to %s '%s'", v.Kind, v.Name)
		if v.Pos.End > 0 {
			c.sink.Relate(d, v.Pos, "it is declared here")
		}
	case v.Exported:
		c.fail(w.id.Span, "cannot assign to exported '%s'", v.Name).
			WithHint("export x = … is a constant; to change it export a function, or export {%s}", v.Name)
	case w.middle && v.Scope.Function() != f.scope:
		c.fail(w.id.Span, "a middle-rest binds names of its own function, and '%s' belongs to an outer one", v.Name)
	}
}

// early notes that a variable is mentioned before the end of the statement
// that would declare it, or in a def, which can be called before that.
func early(v *ast.Var, id *ast.Ident, from *ast.Scope) {
	if v.InPlace == nil || v.Kind != ast.Plain || v.Exported {
		return
	}
	if id.Start < v.InPlace.End {
		if !callsLater(v.InPlace.Value) || id.Start < v.InPlace.Start {
			v.Early = true
		}
	}
	for s := from; s != nil && s != v.Scope; s = s.Parent {
		if s.Func != nil && s.Func.Def {
			v.InDef = true
		}
	}
}

// callsLater says that what n mentions is read when n is used, not when it is
// made: functions, and the schemas that hold them.
func callsLater(n ast.Node) bool {
	switch n.(type) {
	case *ast.Func, *ast.Schema:
		return true
	}
	return false
}

// place decides which statements declare what they assign. One that assigns
// several names declares all of them or none.
func (c *checker) place() {
	for _, stmt := range c.stmts {
		declares, written := true, false
		names(stmt.Target, func(id *ast.Ident) {
			v := id.Var
			if v == nil || v.InPlace != stmt || v.Early || v.InDef && c.direct[stmt] >= c.inert[v.Scope] {
				declares = false
				return
			}
			written = written || v.Writes > 0
		})
		if declares {
			declares = onlyNames(stmt.Target)
		}
		switch {
		case !declares:
			names(stmt.Target, func(id *ast.Ident) {
				if id.Var != nil && id.Var.InPlace == stmt {
					id.Var.InPlace = nil
				}
			})
		case written:
			stmt.Declare = "let"
		default:
			stmt.Declare = "const"
		}
	}
}

// onlyNames says that a target has names in it and nothing but names.
func onlyNames(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return true
	case *ast.Array:
		some := false
		for i, e := range n.List {
			if _, rest := e.(*ast.Spread); rest && i < len(n.List)-1 {
				return false
			}
			if e != nil {
				if !onlyNames(e) {
					return false
				}
				some = true
			}
		}
		return some
	case *ast.Object:
		for _, p := range n.Props {
			if p.Value != nil && !onlyNames(p.Value) {
				return false
			}
		}
		return len(n.Props) > 0
	case *ast.Spread:
		return onlyNames(n.X)
	case *ast.Assign:
		return onlyNames(n.Target)
	}
	return false
}
