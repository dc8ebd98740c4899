package ast

import "github.com/rip-server/rip-server/compiler/source"

// SchemaKind is what a schema describes. The words are the language's own.
type SchemaKind string

// The kinds of schemas.
const (
	SchemaInput SchemaKind = "input" // fields; its values are plain objects
	SchemaShape SchemaKind = "shape" // fields and behaviour
	SchemaModel SchemaKind = "model" // a shape; what needs a database is refused
	SchemaMixin SchemaKind = "mixin" // fields for other schemas to take in
	SchemaEnum  SchemaKind = "enum"  // members
	SchemaUnion SchemaKind = "union" // variants, told apart by one field
)

// Schema is schema :kind with its body. Entries are SchemaField, SchemaMember,
// SchemaFunc, SchemaEnsure and SchemaUse in source order.
type Schema struct {
	source.Span
	Kind    SchemaKind
	Name    string // the name it is assigned to, empty if there is none
	Entries []Node
	On      *Symbol // the @on :field of a union
}

// SchemaField is name! type, constraints.
type SchemaField struct {
	source.Span
	Name      *Ident
	Required  bool
	Type      *SchemaType // nil is string
	Range     *SchemaRange
	Default   Node // a literal: Number, Unary, Str, Word or Symbol
	Pattern   *Regex
	Transform *Func
}

// SchemaType is a field's type: a name, or the only texts that it may be.
type SchemaType struct {
	source.Span
	Name    *Ident // of a built-in type or a schema, unless one of the next two is set
	Coercer *Symbol
	Values  []*Str
	Coerce  bool // ~integer
	Array   bool
}

// SchemaRange is from..to, either of which may be missing.
type SchemaRange struct {
	source.Span
	From, To *SchemaBound
}

// SchemaBound is one end of a range, with its sign.
type SchemaBound struct {
	source.Span
	Text string
}

// SchemaMember is one :name value of an enum; Value nil is the name itself.
type SchemaMember struct {
	source.Span
	Name  *Symbol
	Value Node
}

// SchemaFuncKind is what a function of a schema does.
type SchemaFuncKind string

// The kinds of functions, by their arrows.
const (
	SchemaMethod   SchemaFuncKind = "method"   // name: -> …
	SchemaComputed SchemaFuncKind = "computed" // name: ~> …
	SchemaDerived  SchemaFuncKind = "derived"  // name: !> …
)

// SchemaFunc is a method, getter or derived value.
type SchemaFunc struct {
	source.Span
	Kind SchemaFuncKind
	Name *Ident
	Func *Func
}

// SchemaEnsure is one rule of an @ensure or @ensure!.
type SchemaEnsure struct {
	source.Span
	Message *Str
	Field   *Symbol // nil blames the whole
	Test    *Func
	Async   bool
}

// SchemaUse is another schema by its name: @mixin Name, or a union's variant.
type SchemaUse struct {
	source.Span
	Name    *Ident
	Variant bool
}

// schemaChildren is Children for a schema and its entries.
func schemaChildren(n Node, f func(Node)) {
	switch n := n.(type) {
	case *Schema:
		each(f, n.Entries...)
	case *SchemaField:
		if n.Type != nil && n.Type.Name != nil {
			f(n.Type.Name)
		}
		each(f, n.Default)
		if n.Transform != nil {
			f(n.Transform)
		}
	case *SchemaMember:
		each(f, n.Value)
	case *SchemaFunc:
		f(n.Func)
	case *SchemaEnsure:
		f(n.Test)
	case *SchemaUse:
		f(n.Name)
	}
}
