package ast

import "github.com/rip-server/rip-server/compiler/source"

// If is if and unless in all their forms, and the ternary.
type If struct {
	source.Span
	Cond    Node
	Not     bool // unless
	Then    Node // a Block or one expression
	Else    Node // nil, a Block, an If or one expression
	Ternary bool
	Postfix bool
}

// Switch with or without a subject.
type Switch struct {
	source.Span
	Subject Node
	Cases   []*Case
	Else    *Block
}

// Case is one when.
type Case struct {
	source.Span
	Conds []Node
	Body  *Block
}

// While is while, until and loop without a count.
type While struct {
	source.Span
	Cond  Node // nil is for ever
	Not   bool
	Guard Node
	Body  *Block
}

// Repeat is loop n.
type Repeat struct {
	source.Span
	Count Node
	It    *Var
	Body  *Block
}

// ForKind says what a for walks over.
type ForKind uint8

// in walks an array, of an object's keys, as an iterable.
const (
	ForIn ForKind = iota
	ForOf
	ForAs
)

func (k ForKind) String() string { return [...]string{"in", "of", "as"}[k] }

// For is every for, and through Comp every comprehension.
type For struct {
	source.Span
	Kind   ForKind
	Value  Node   // what for … in and as bind; the key of an of
	Second *Ident // the index of in, nil else
	Val    Node   // the value of an of, a name or pattern
	Own    bool
	Await  bool
	Over   Node
	By     Node
	Guard  Node
	Body   *Block
	Comp   bool // a comprehension: its value is wanted
	Scope  *Scope
	// Key and Item make it an object comprehension {[Key]: Item for …}.
	Key  *Prop
	Flat bool // its body is a comprehension whose items join its own
}

// Try with all its parts; Catch and Finally may be nil.
type Try struct {
	source.Span
	Body    *Block
	Param   Node
	Catch   *Block
	Finally *Block
	Scope   *Scope // of the catch block
}

// Return, Throw, Break, Continue and Debugger leave or stop.
type (
	Return struct {
		source.Span
		X Node
	}
	Throw struct {
		source.Span
		X Node
	}
	Break    struct{ source.Span }
	Continue struct{ source.Span }
	Debugger struct{ source.Span }
)

// Func is a function of any kind: thin, fat, def or method.
type Func struct {
	source.Span
	Name   *Ident // of a def
	Params []*Param
	Body   []Node
	Fat    bool
	Void   bool
	Async  bool
	Gen    bool
	UsesIt bool
	Bare   bool // without a parameter list, so that it may have it
	Def    bool
	Block  bool // its body is indented
	Method *Place
	Scope  *Scope
}

// Place is where a method stands in its class, for super.
type Place struct {
	Key         Node
	Computed    bool
	Constructor bool
	Static      bool
	Derived     bool // its class extends another
}

// Param is one parameter.
type Param struct {
	source.Span
	Target  Node // Ident, pattern, or Expansion
	Default Node
	Rest    bool
	// Promoted are the names in Target that were @name: in a constructor, what
	// they bind is assigned to properties, too.
	Promoted []Promotion
	Quiet    string
}

// Promotion is @name in a constructor's parameters.
type Promotion struct {
	Property string
	Ident    *Ident // the property's name, unless JavaScript keeps that to itself
}

// Class is a class, as statement or expression.
type Class struct {
	source.Span
	Name    *Ident // nil for an anonymous one
	Extends Node
	Members []*ClassMember
	Scope   *Scope
	// Declared is a statement that binds its name in its scope.
	Declared bool
}

// ClassMember is a method, field or inner class.
type ClassMember struct {
	source.Span
	Key    Node // Ident or Str
	Static bool
	Bound  bool // m: => …
	Func   *Func
	Value  Node // of a field, may be nil
	Field  bool
	Scope  *Scope // of a field's value, which is a function's body to JavaScript
}

// Enum is an enum declaration.
type Enum struct {
	source.Span
	Name    *Ident
	Members []*EnumMember
}

// EnumMember is one of its names.
type EnumMember struct {
	source.Span
	Key   Node // Ident or Str
	Value Node // nil counts on from the one before
}

// Erased is a type declaration, or an annotation without a value.
type Erased struct {
	source.Span
	Name *Ident // of an annotation without a value
}

// Import is an import statement.
type Import struct {
	source.Span
	Default   *Ident
	Namespace *Ident
	Names     []*Specifier // nil and Braces is {}
	Braces    bool
	From      *Str
}

// Specifier is one name of an import's or export's braces.
type Specifier struct {
	source.Span
	Name  string // as the other module knows it
	Local *Ident // as this one does; for an export, the name here
	As    string // an export's outer name
}

// Export is an export statement; one of its fields is set.
type Export struct {
	source.Span
	Decl    Node // Assign, Func, Class, Enum
	Default Node
	Names   []*Specifier
	Braces  bool
	All     bool
	AllAs   string
	From    *Str
}
