package check

import (
	"slices"
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
)

// schemas is what is known about the schemas of the program so far.
type schemas struct {
	names []string     // of the schemas that have one
	refs  []*ast.Ident // the names that stand for other schemas
	max   *ast.SchemaBound
}

// SchemaTypes are the built-in types of a field, in the order in which the
// documentation has them.
func SchemaTypes() []string {
	return []string{
		"string", "text", "email", "url", "uuid", "phone", "zip",
		"number", "integer", "boolean", "date", "datetime", "json", "any",
	}
}

// schema checks a schema: what its kind may have, and each entry on its own.
func (c *checker) schema(n *ast.Schema) {
	if n.Name != "" {
		c.schemas.names = append(c.schemas.names, n.Name)
	}
	seen := map[string]ast.Node{}
	for _, entry := range n.Entries {
		c.schemaAllows(n, entry)
		switch e := entry.(type) {
		case *ast.SchemaField:
			c.schemaEntryName(e.Name, e.Name.Name, seen)
			c.schemaField(e)
		case *ast.SchemaFunc:
			c.schemaEntryName(e.Name, e.Name.Name, seen)
			c.schemaFunc(n, e)
		case *ast.SchemaMember:
			c.schemaEntryName(e.Name, e.Name.Name, seen)
		case *ast.SchemaEnsure:
			c.schemaEnsure(n, e)
		case *ast.SchemaUse:
			c.schemaEntryName(e.Name, e.Name.Name, seen)
			c.schemaRef(e.Name)
		}
	}
	c.schemaWhole(n)
}

// schemaAllows reports what a schema of this kind cannot have.
func (c *checker) schemaAllows(n *ast.Schema, entry ast.Node) {
	message, hint := "", ""
	switch e := entry.(type) {
	case *ast.SchemaMember:
		if n.Kind != ast.SchemaEnum {
			message, hint = "only an enum has :members", "a field is written name! type"
		}
	case *ast.SchemaField:
		if n.Kind == ast.SchemaMixin && e.Transform != nil {
			message, hint = "a :mixin has fields only, without transforms", "put the transform into the schema that takes the mixin in"
		}
	case *ast.SchemaFunc:
		switch {
		case n.Kind == ast.SchemaMixin, n.Kind == ast.SchemaInput && e.Kind != ast.SchemaDerived:
			message = ":" + string(n.Kind) + " schemas are fields-only, and '" + e.Name.Name + "' is a function"
			hint = "move it to a :shape"
		case n.Kind == ast.SchemaModel && isHook(e.Name.Name):
			message = "'" + e.Name.Name + "' is a hook around storing a record, which needs a database, and there is none behind this server's schemas"
			hint = "in a :shape it would be a method like any other"
		}
	case *ast.SchemaEnsure:
		if n.Kind == ast.SchemaMixin || n.Kind == ast.SchemaEnum || n.Kind == ast.SchemaUnion {
			message, hint = "a :"+string(n.Kind)+" has no @ensure", "put the rule into the schemas that use it"
		}
	case *ast.SchemaUse:
		if !e.Variant && (n.Kind == ast.SchemaEnum || n.Kind == ast.SchemaUnion) {
			message, hint = "a :"+string(n.Kind)+" takes in no @mixin", "mixins bring fields"
		}
	}
	if message != "" {
		c.fail(entry.Pos(), "%s", message).WithHint("%s", hint)
	}
}

// isHook says that a function's name is one that the language gives a meaning
// around storing a model.
func isHook(name string) bool {
	for _, when := range []string{"before", "after"} {
		if rest, ok := strings.CutPrefix(name, when); ok {
			return slices.Contains([]string{"Validation", "Save", "Create", "Update", "Destroy", "Commit", "Rollback"}, rest)
		}
	}
	return false
}

// schemaEntryName reports a name that a schema has twice, or cannot have.
func (c *checker) schemaEntryName(at ast.Node, name string, seen map[string]ast.Node) {
	if old := seen[name]; old != nil {
		d := c.fail(at.Pos(), "this schema has '%s' twice", name)
		c.sink.Relate(d, old.Pos(), "the first is here")
	}
	seen[name] = at
	if name == "__proto__" || name == "constructor" {
		c.fail(at.Pos(), "'%s' is a name that JavaScript keeps for itself", name).WithHint("choose another name")
	}
}

// schemaFunc checks a method, getter or derived value.
func (c *checker) schemaFunc(n *ast.Schema, e *ast.SchemaFunc) {
	if e.Kind == ast.SchemaDerived && e.Func.Async {
		c.fail(e.Pos(), "a derived value is computed while the data is parsed and cannot wait").
			WithHint("make it a method: %s: -> …", e.Name.Name)
	}
	c.function(e.Func)
}

// schemaEnsure checks a rule.
func (c *checker) schemaEnsure(n *ast.Schema, e *ast.SchemaEnsure) {
	if e.Test.Async && !e.Async {
		c.fail(e.Pos(), "this rule awaits, and would hold before it has its answer").WithHint("write @ensure!")
	}
	if len(e.Test.Params) != 1 {
		c.fail(e.Test.Pos(), "the function of a rule has one parameter, the whole value")
	}
	if e.Field != nil && !c.schemaHas(n, e.Field.Name) {
		d := c.fail(e.Field.Pos(), "this schema has no field '%s' to blame", e.Field.Name)
		if near := diag.Nearest(e.Field.Name, fieldNames(n)); near != "" {
			d.WithHint("did you mean :%s?", near)
		}
	}
	c.function(e.Test)
}

// schemaHas says that a schema has a field, or may have it from a mixin.
func (c *checker) schemaHas(n *ast.Schema, name string) bool {
	for _, entry := range n.Entries {
		if _, mixin := entry.(*ast.SchemaUse); mixin {
			return true
		}
	}
	return slices.Contains(fieldNames(n), name)
}

// fieldNames is the names of a schema's own fields.
func fieldNames(n *ast.Schema) []string {
	var names []string
	for _, entry := range n.Entries {
		if f, ok := entry.(*ast.SchemaField); ok {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

// schemaWhole checks what a schema must have.
func (c *checker) schemaWhole(n *ast.Schema) {
	switch {
	case n.Kind != ast.SchemaUnion && n.On != nil:
		c.fail(n.On.Pos(), "only a :union has @on")
	case n.Kind == ast.SchemaUnion && n.On == nil:
		c.fail(n.Span, "a union needs @on :field, which names the field that tells its variants apart")
	case n.Kind == ast.SchemaUnion && len(n.Entries) < 2:
		c.fail(n.Span, "a union has at least two variants, each the name of a schema on a line of its own")
	case len(n.Entries) == 0:
		c.fail(n.Span, "this schema is empty")
	}
}

// schemaRef notes a name that stands for another schema. It is looked up when
// data is first parsed, so it may be declared later.
func (c *checker) schemaRef(id *ast.Ident) {
	c.mentions = append(c.mentions, mention{id: id, scope: c.scope, lazy: true})
	c.schemas.refs = append(c.schemas.refs, id)
}

// schemaNames reports names of schemas that nobody declares, once all names are
// known. One that begins with a capital may be a schema of another module, and
// is found when data is parsed; unless it looks like one of this module's.
func (c *checker) schemaNames() {
	for _, id := range c.schemas.refs {
		if id.Var != nil {
			continue
		}
		near := diag.Nearest(id.Name, append(SchemaTypes(), c.schemas.names...))
		capital := id.Name[0] >= 'A' && id.Name[0] <= 'Z'
		if near == "" && capital {
			continue
		}
		d := c.fail(id.Span, "unknown type '%s'", id.Name)
		if near != "" {
			d.WithHint("did you mean %s?", near)
		} else {
			d.WithHint("the types are %s, and the names of schemas", strings.Join(SchemaTypes(), ", "))
		}
	}
}
