package emit

import (
	"slices"
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
)

// A schema becomes one call that describes it:
//
//	__schema({ kind: "shape", name: "User", entries: [
//	  { tag: "field", name: "age", required: true, type: "integer", min: 18 },
//	  { tag: "computed", name: "adult", fn: function() { … } }] })
//
// with each entry on its line. Other schemas are named by functions, so that
// they may be declared later, or each by the other. What the runtime makes of
// it is in compiler/schema.

// schemaHelper is the helper that makes the runtime.
const schemaHelper = "schemaRuntime"

// schemaName asks for one of the runtime's names and returns it as it is
// called here. The words that programs know keep theirs.
func (e *emitter) schemaName(name string) string {
	here, ok := e.names[name]
	if !ok {
		here = name
		for name == "__schema" && (e.mentioned(here) || e.taken(here)) {
			here = "_" + here
		}
		e.names[name] = here
		e.schemas = append(e.schemas, name)
	}
	return here
}

// schemaRuntime puts what a program uses of the schema runtime in front of its
// first line. All modules of a program share one runtime, so that a schema of
// one can be a field of another's; it stands behind the last line, among the
// helpers.
func (e *emitter) schemaRuntime(top int) {
	if len(e.schemas) == 0 {
		return
	}
	slices.Sort(e.schemas)
	var names []string
	for _, name := range e.schemas {
		if here := e.names[name]; here != name {
			name += ": " + here
		}
		names = append(names, name)
	}
	e.insert(top, "const { "+strings.Join(names, ", ")+" } = globalThis["+e.global("Symbol")+`.for("rip.schema")] ??= `+e.helper(schemaHelper)+"(); ")
}

// schema writes a schema.
func (e *emitter) schema(n *ast.Schema) {
	e.w(e.schemaName("__schema"), "({ kind: ", quote(string(n.Kind)))
	if n.Name != "" {
		e.w(", name: ", quote(n.Name))
	}
	if n.On != nil {
		e.w(", on: ", quote(n.On.Name))
	}
	e.w(", entries: [")
	e.depth++
	for i, entry := range n.Entries {
		if i > 0 {
			e.w(",")
		}
		e.sep(entry.Pos().Start)
		e.mark(entry.Pos().Start)
		e.w("{ tag: ")
		e.schemaEntry(entry)
		e.w(" }")
	}
	e.depth--
	e.w("] })")
}

// schemaEntry writes one entry behind its tag.
func (e *emitter) schemaEntry(n ast.Node) {
	switch n := n.(type) {
	case *ast.SchemaField:
		e.w(`"field", name: `, quote(n.Name.Name))
		e.schemaField(n)
	case *ast.SchemaMember:
		e.w(`"member", name: `, quote(n.Name.Name), ", value: ")
		e.schemaLiteral(n.Value, n.Name)
	case *ast.SchemaFunc:
		e.w(quote(string(n.Kind)), ", name: ", quote(n.Name.Name), ", fn: ")
		e.function(n.Func, "")
	case *ast.SchemaEnsure:
		e.w(`"ensure", message: `)
		e.str(n.Message)
		if n.Field != nil {
			e.w(", field: ", quote(n.Field.Name))
		}
		if n.Async {
			e.w(", async: true")
		}
		e.w(", fn: ")
		e.expr(n.Test, pAssign)
	case *ast.SchemaUse:
		tag := `"mixin"`
		if n.Variant {
			tag = `"variant"`
		}
		e.w(tag, ", of: ")
		e.schemaRef(n.Name)
	}
}

// schemaField writes what a field's entry says behind its name.
func (e *emitter) schemaField(n *ast.SchemaField) {
	if n.Required {
		e.w(", required: true")
	}
	e.schemaType(n.Type)
	if r := n.Range; r != nil {
		if r.From != nil {
			e.w(", min: ", r.From.Text)
		}
		if r.To != nil {
			e.w(", max: ", r.To.Text)
		}
	}
	if n.Pattern != nil {
		e.w(", pattern: ", n.Pattern.Text)
	}
	if n.Default != nil {
		e.w(", default: ")
		e.schemaLiteral(n.Default, nil)
	}
	if n.Transform != nil {
		e.w(", transform: ")
		e.function(n.Transform, "")
	}
}

// schemaType writes a field's type; none is a string's.
func (e *emitter) schemaType(t *ast.SchemaType) {
	switch {
	case t == nil:
		e.w(`, type: "string"`)
		return
	case t.Values != nil:
		e.w(", values: [")
		for i, s := range t.Values {
			if i > 0 {
				e.w(", ")
			}
			e.str(s)
		}
		e.w("]")
	case t.Coercer != nil:
		e.w(", coercer: ", quote(t.Coercer.Name))
	default:
		e.w(", type: ")
		e.schemaRef(t.Name)
	}
	if t.Coerce && t.Coercer == nil {
		e.w(", coerce: true")
	}
	if t.Array {
		e.w(", array: true")
	}
}

// schemaRef writes a built-in type, or another schema: by the variable it is
// in, or, where this module has none, by its name.
func (e *emitter) schemaRef(id *ast.Ident) {
	if id.Var == nil {
		e.w(quote(id.Name))
		return
	}
	e.w("() => ")
	e.ident(id)
}

// schemaLiteral writes a literal; a symbol is its name, and so is nothing.
func (e *emitter) schemaLiteral(n ast.Node, name *ast.Symbol) {
	switch s := n.(type) {
	case nil:
		e.w(quote(name.Name))
	case *ast.Symbol:
		e.w(quote(s.Name))
	default:
		e.expr(n, pAssign)
	}
}
