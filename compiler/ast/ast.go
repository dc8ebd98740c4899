// Package ast is the tree of a Rip program. Types are erased from it and
// implicit structure is explicit: a call without parentheses is a Call, an
// indented list of pairs an Object. Every node knows its place in the source.
//
// The parser makes the tree, check fills in the fields that are about names
// (Ident.Var, Func.Scope and their like), and emit only reads it.
package ast

import "github.com/rip-server/rip-server/compiler/source"

// Node is any part of the tree. In Rip everything is an expression, so there
// is one kind of node; what can only be a statement in JavaScript is for emit
// to know.
type Node interface{ Pos() source.Span }

// Program is a whole file.
type Program struct {
	source.Span
	Body    []Node
	Scope   *Scope
	Async   bool // it awaits at the top
	Data    string
	HasData bool
	Words   map[string]string // every word of the source
	Types   map[string]bool   // every name that a type mentions
	Bound   map[string]bool   // every name that the program itself binds
}

// Block is a sequence of statements: an indented body, or several things in
// parentheses.
type Block struct {
	source.Span
	List []Node
}

// Ident is a name that is read or bound.
type Ident struct {
	source.Span
	Name string
	Var  *Var // what it names; nil is a name of the world outside
}

// This is @ or this.
type This struct{ source.Span }

// Super is super where it may stand: called, or before a dot.
type Super struct{ source.Span }

// Word is a literal that JavaScript spells with one word or number.
type Word struct {
	source.Span
	Text string
}

// Number is a numeric literal.
type Number struct {
	source.Span
	Text string
}

// Regex is /…/ as it stands, flags and all.
type Regex struct {
	source.Span
	Text string
}

// Str is a string, with or without interpolations.
type Str struct {
	source.Span
	Quote  byte // the quote it was written in, 0 for a heregex
	Chunks []Chunk
	Flags  string // a heregex's
}

// Chunk is a stretch of text, still escaped as in the source, or one
// interpolated expression.
type Chunk struct {
	Text string
	Expr Node
}

// Plain says that nothing is interpolated.
func (s *Str) Plain() bool {
	for _, c := range s.Chunks {
		if c.Expr != nil {
			return false
		}
	}
	return true
}

// Text is the text of a plain string, escaped as in the source.
func (s *Str) Text() string {
	text := ""
	for _, c := range s.Chunks {
		text += c.Text
	}
	return text
}

// Words is %w[…].
type Words struct {
	source.Span
	List []string
}

// Symbol is :name.
type Symbol struct {
	source.Span
	Name string
}

// RawJS is JavaScript between backticks.
type RawJS struct {
	source.Span
	Text string
}

// Paren is a parenthesised expression or sequence.
type Paren struct {
	source.Span
	Body []Node
}

// Array is […]; a nil element is a hole. As a target it is a pattern.
type Array struct {
	source.Span
	List []Node
}

// Object is {…}, written with braces or without. As a target it is a pattern.
type Object struct {
	source.Span
	Props []*Prop
}

// Prop is one entry of an object, pattern, map or pick.
type Prop struct {
	source.Span
	Key      Node // Ident, Str, Number, or any expression if Computed
	Value    Node // nil for a shorthand; the expression of a Spread
	Default  Node // of a pattern's or pick's entry
	Computed bool
	Spread   bool
}

// Map is *{…}.
type Map struct {
	source.Span
	Props []*Prop
}

// Spread is ...x.
type Spread struct {
	source.Span
	X Node
}

// Expansion is the lone ... of a parameter list.
type Expansion struct{ source.Span }

// Range is [a..b] or [a...b].
type Range struct {
	source.Span
	From, To  Node
	Exclusive bool
}

// Member is x.name; X nil never is.
type Member struct {
	source.Span
	X        Node
	Name     string
	Optional bool
	Quoted   *Str // @"name": Name does not count
}

// Index is x[i].
type Index struct {
	source.Span
	X, I     Node
	Optional bool
}

// Slice is x[from..to]; either end may be nil.
type Slice struct {
	source.Span
	X, From, To Node
	Exclusive   bool
	Optional    bool
}

// Capture is x[/re/, group].
type Capture struct {
	source.Span
	X, Re, Group Node
	Last         *Var // the function's _
}

// Pick is x.{a, b: c, d = 1}.
type Pick struct {
	source.Span
	X        Node
	Props    []*Prop
	Optional bool
}

// Call is f(…), f …, new X(…) through New, super(…), or a tagged template.
type Call struct {
	source.Span
	Fn       Node
	Args     []Node
	Optional bool
	Tagged   bool // the one argument is a Str
}

// New is new X(…); Args nil is no list at all.
type New struct {
	source.Span
	X    Node
	Args []Node
}

// Import is the name before import(…), import!(…) and import.meta.
type ImportWord struct{ source.Span }

// Unary is an operator before its operand.
type Unary struct {
	source.Span
	Op string // ! - + ~ typeof delete
	X  Node
}

// Update is ++ or --.
type Update struct {
	source.Span
	Op     string
	X      Node
	Prefix bool
}

// Binary is an operator between two operands, in JavaScript's spelling; "//"
// and "%%" are Rip's. Guards (x or return y) are Binary too.
type Binary struct {
	source.Span
	Op   string
	L, R Node
}

// Compare is a < b <= c: one more operand than operators.
type Compare struct {
	source.Span
	Operands []Node
	Ops      []string
}

// Relation is in, of and instanceof.
type Relation struct {
	source.Span
	Op   string
	Not  bool
	L, R Node
}

// Match is s =~ /re/.
type Match struct {
	source.Span
	L, R Node
	Last *Var // the function's _
}

// Exists is x?, Presence x?!.
type (
	Exists struct {
		source.Span
		X Node
	}
	Presence struct {
		source.Span
		X Node
	}
)

// Await is await x; f! is an Await of a Call.
type Await struct {
	source.Span
	X Node
}

// Yield is yield x or yield from x; X may be nil.
type Yield struct {
	source.Span
	X    Node
	From bool
}

// Assign is every kind of assignment: = and the compound ones, and the
// declarations =! := ~=. Op is JavaScript's spelling, but for these three,
// "//=", "%%=", ".=" and "*>".
type Assign struct {
	source.Span
	Op      string
	Target  Node
	Value   Node
	Declare string // "let" or "const" when the declaration can stand here
	Typed   bool   // it was annotated
}

// Effect is ~> body; Name is its disposer.
type Effect struct {
	source.Span
	Name *Ident
	Body *Func
}
