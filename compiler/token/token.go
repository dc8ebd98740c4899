// Package token names the smallest parts of a Rip program.
package token

// Kind says what a token is.
type Kind uint8

// Tokens that carry text of their own, layout, and punctuation. Operators that
// are spelled in several ways (and, &&) have one kind.
const (
	EOF     Kind = iota
	Newline      // end of a statement: a line's end or ;
	Indent       // a deeper line begins a block
	Outdent      // and a shallower one ends it

	Ident
	Number
	Regex     // /…/flags
	Words     // %w[…]
	Symbol    // :name
	RawJS     // `…`, Rip 3
	StrOpen   // the opening quotes of a string or heregex
	StrText   // a stretch of text in it
	InterpIn  // #{ or ${
	InterpOut // its }
	StrClose  // the closing quotes; a heregex's flags belong to it

	LParen
	RParen
	LBracket
	RBracket
	LBrace
	RBrace
	MapOpen // *{
	Comma
	Colon
	DoubleColon // ::
	Dot
	QDot   // ?.
	DotDot // ..
	Ellipsis
	Arrow    // ->
	FatArrow // =>
	Effect   // ~>
	Derive   // !>, of a schema
	At       // @

	Assign     // =
	Readonly   // =!
	State      // :=
	Computed   // ~=
	OpAssign   // += and its family; the text says which
	DotAssign  // .=
	Merge      // *>
	Question   // spaced ?: a ternary
	Exist      // unspaced ?: existence, optional call or index
	Presence   // ?!
	Bang       // unspaced ! after a value: await its call
	Not        // ! or not
	Tilde      // ~
	Plus       // +
	Minus      // -
	Star       // *
	Power      // **
	Slash      // /
	FloorDiv   // //
	Percent    // %
	Modulo     // %%
	PlusPlus   // ++
	MinusMinus // --
	ShiftL     // <<
	ShiftR     // >>
	ShiftRU    // >>>
	Less       // <
	Greater    // >
	LessEq     // <=
	GreaterEq  // >=
	Equal      // == or is
	NotEqual   // != or isnt
	Match      // =~
	BitAnd     // &
	BitXor     // ^
	BitOr      // |
	And        // && or and
	Or         // || or or
	Nullish    // ??
	Dollar     // $ before a string: a tagged template

	keywords // every kind after it is a word of the language
	Await
	Break
	By
	Catch
	Class
	Continue
	Debugger
	Def
	Delete
	Do
	Else
	Export
	Extends
	False
	Finally
	For
	If
	Import
	In
	InstanceOf
	Loop
	New
	Null
	Of
	Return
	Super
	Switch
	Then
	This
	Throw
	True
	Try
	TypeOf
	Undefined
	Unless
	Until
	When
	While
	Yield
	Reserved // a word of JavaScript that Rip does not have
)

// Flags are facts about a token that its kind does not tell.
type Flags uint8

// What came before a token on its line.
const (
	Spaced    Flags = 1 << iota // white space stands before it
	FirstOnLn                   // it is the first of its line
	Property                    // it follows . ?. @ or ::, and is a name whatever its word
	Semicolon                   // a Newline written as ;
	Word                        // an operator spelled as a word: and, or, is, isnt, not
)

// Token is one token. Its text is a slice of the file.
type Token struct {
	Kind  Kind
	Flags Flags
	Start int32
	End   int32
	Pair  int32 // for an opening bracket, the index of the token that closes it
}

// Has says whether a flag is set.
func (t Token) Has(f Flags) bool { return t.Flags&f != 0 }

// Keyword says whether the token is a word of the language.
func (t Token) Keyword() bool { return t.Kind > keywords }
