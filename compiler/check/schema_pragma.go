package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
)

// schemaPragma reads schema.defaultMaxString = 500, which limits the texts of
// the schemas below it that have no limit of their own. Other assignments are
// none of its business.
func (c *checker) schemaPragma(n *ast.Assign) {
	const name = "defaultMaxString"
	m, ok := n.Target.(*ast.Member)
	if !ok || n.Op != "=" || c.bound["schema"] {
		return
	}
	if id, ok := m.X.(*ast.Ident); !ok || id.Name != "schema" {
		return
	}
	if m.Name != name {
		d := c.fail(m.Span, "unknown schema pragma '%s'", m.Name)
		if diag.Nearest(m.Name, []string{name}) != "" {
			d.WithHint("did you mean schema.%s?", name)
		}
		return
	}
	if _, direct := c.direct[n]; !direct || c.scope.Parent != nil {
		c.fail(n.Span, "schema.%s stands at the top level of the file, where what it is about can be seen", name)
		return
	}
	limit, ok := n.Value.(*ast.Number)
	if !ok {
		c.fail(n.Value.Pos(), "schema.%s is a whole number; 0 ends the limit", name)
		return
	}
	max := &ast.SchemaBound{Span: limit.Span, Text: limit.Text}
	if v, ok := c.rangeEnd(max, true); !ok || v == 0 {
		max = nil
	}
	c.schemas.max = max
}

// capLength gives a text without a limit the file's. A pattern, a list of
// texts and the type text are limits enough, or mean to have none.
func (c *checker) capLength(f *ast.SchemaField) {
	t := f.Type
	if c.schemas.max == nil || f.Pattern != nil || t != nil && (t.Array || t.Values != nil) {
		return
	}
	switch typeName(t) {
	case "string", "email", "url", "phone", "zip":
	default:
		return
	}
	if f.Range == nil {
		f.Range = &ast.SchemaRange{Span: f.Span}
	}
	if f.Range.To == nil {
		f.Range.To = c.schemas.max
	}
}
