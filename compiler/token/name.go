package token

// String is the kind as dumps and tests name it: the mark itself, or a word
// for what has many spellings.
func (k Kind) String() string {
	names := [...]string{
		EOF: "end", Newline: "newline", Indent: "indent", Outdent: "outdent",
		Ident: "name", Number: "number", Regex: "regex", Words: "words", Symbol: "symbol", RawJS: "javascript",
		StrOpen: "string", StrText: "text", InterpIn: "#{", InterpOut: "}#", StrClose: "string-end",

		LParen: "(", RParen: ")", LBracket: "[", RBracket: "]", LBrace: "{", RBrace: "}", MapOpen: "*{",
		Comma: ",", Colon: ":", DoubleColon: "::", Dot: ".", QDot: "?.", DotDot: "..", Ellipsis: "...",
		Arrow: "->", FatArrow: "=>", Effect: "~>", Derive: "!>", At: "@",

		Assign: "=", Readonly: "=!", State: ":=", Computed: "~=", OpAssign: "op=", DotAssign: ".=", Merge: "*>",
		Question: "? :", Exist: "?", Presence: "?!", Bang: "!", Not: "not", Tilde: "~",
		Plus: "+", Minus: "-", Star: "*", Power: "**", Slash: "/", FloorDiv: "//", Percent: "%", Modulo: "%%",
		PlusPlus: "++", MinusMinus: "--", ShiftL: "<<", ShiftR: ">>", ShiftRU: ">>>",
		Less: "<", Greater: ">", LessEq: "<=", GreaterEq: ">=", Equal: "is", NotEqual: "isnt", Match: "=~",
		BitAnd: "&", BitXor: "^", BitOr: "|", And: "and", Or: "or", Nullish: "??", Dollar: "$",

		Await: "await", Break: "break", By: "by", Catch: "catch", Class: "class", Continue: "continue",
		Debugger: "debugger", Def: "def", Delete: "delete", Do: "do", Else: "else", Export: "export",
		Extends: "extends", False: "false", Finally: "finally", For: "for", If: "if", Import: "import", In: "in",
		InstanceOf: "instanceof", Loop: "loop", New: "new", Null: "null", Of: "of", Return: "return",
		Super: "super", Switch: "switch", Then: "then", This: "this", Throw: "throw", True: "true", Try: "try",
		TypeOf: "typeof", Undefined: "undefined", Unless: "unless", Until: "until", When: "when", While: "while",
		Yield: "yield", Reserved: "reserved",
	}
	return names[k]
}
