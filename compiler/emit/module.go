package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// typeOnly says that an imported name is mentioned by types and nothing else.
func (e *emitter) typeOnly(id *ast.Ident) bool {
	return id != nil && id.Var != nil && !id.Var.Used && e.program.Types[id.Name]
}

// imports writes an import without the names that only types use; one that is
// left with none is a type's, and disappears.
func (e *emitter) imports(n *ast.Import) {
	parts, all := e.importParts(n)
	if len(parts) == 0 && all > 0 {
		return
	}
	e.mark(n.Start)
	e.w("import ")
	for i, p := range parts {
		if i > 0 {
			e.w(", ")
		}
		e.w(p)
	}
	if len(parts) > 0 {
		e.w(" from ")
	} else if n.Braces {
		e.w("{} from ")
	}
	e.str(n.From)
	e.w(";")
}

// importParts is what stands between import and from, and how many names there
// were before the types' were taken out.
func (e *emitter) importParts(n *ast.Import) (parts []string, all int) {
	if n.Default != nil {
		all++
		if !e.typeOnly(n.Default) {
			parts = append(parts, n.Default.Name)
		}
	}
	if n.Namespace != nil {
		all++
		if !e.typeOnly(n.Namespace) {
			parts = append(parts, "* as "+n.Namespace.Name)
		}
	}
	braces := ""
	for _, s := range n.Names {
		all++
		if e.typeOnly(s.Local) {
			continue
		}
		if braces != "" {
			braces += ", "
		}
		braces += s.Name
		if s.Local.Name != s.Name {
			braces += " as " + s.Local.Name
		}
	}
	if braces != "" {
		parts = append(parts, "{ "+braces+" }")
	}
	return parts, all
}

// export writes an export.
func (e *emitter) export(n *ast.Export) {
	e.mark(n.Start)
	e.w("export ")
	switch {
	case n.Default != nil:
		e.exportDefault(n.Default)
	case n.All:
		e.w("*")
		if n.AllAs != "" {
			e.w(" as ", n.AllAs)
		}
		e.from(n)
	case n.Braces:
		e.exportNames(n)
	default:
		e.exportDeclaration(n.Decl)
	}
}

// from writes the rest of an export from another module.
func (e *emitter) from(n *ast.Export) {
	if n.From != nil {
		e.w(" from ")
		e.str(n.From)
	}
	e.w(";")
}

// exportNames writes export {a, b as c}.
func (e *emitter) exportNames(n *ast.Export) {
	e.w("{ ")
	written := false
	for _, s := range n.Names {
		if s.Local != nil && s.Local.Var == nil && e.program.Types[s.Name] {
			continue
		}
		if written {
			e.w(", ")
		}
		written = true
		e.w(s.Name)
		if s.As != "" {
			e.w(" as ", s.As)
		}
	}
	e.w(" }")
	e.from(n)
}

// exportDefault writes what follows export default.
func (e *emitter) exportDefault(n ast.Node) {
	e.w("default ")
	switch d := n.(type) {
	case *ast.Func:
		if d.Def {
			e.def(d)
			return
		}
	case *ast.Class:
		e.class(d)
		return
	}
	e.expr(n, pAssign)
	e.w(";")
}

// exportDeclaration writes a declaration behind export.
func (e *emitter) exportDeclaration(n ast.Node) {
	if a, ok := n.(*ast.Assign); ok && a.Op == "=" {
		e.w("const ", a.Target.(*ast.Ident).Name, " =")
		e.valueSep(a.Value)
		e.expr(a.Value, pAssign)
		e.w(";")
		return
	}
	e.statement(n, drop)
}
