package token

// Lookup is the kind of a word: Ident unless the language has it.
func Lookup(word []byte) Kind {
	if len(word) < 2 || len(word) > 10 || word[0] < 'b' && word[0] != 'a' || word[0] > 'y' {
		return Ident
	}
	switch string(word) {
	case "and":
		return And
	case "await":
		return Await
	case "break":
		return Break
	case "by":
		return By
	case "catch":
		return Catch
	case "class":
		return Class
	case "continue":
		return Continue
	case "debugger":
		return Debugger
	case "def":
		return Def
	case "delete":
		return Delete
	case "do":
		return Do
	case "else":
		return Else
	case "export":
		return Export
	case "extends":
		return Extends
	case "false", "no", "off":
		return False
	case "finally":
		return Finally
	case "for":
		return For
	case "if":
		return If
	case "import":
		return Import
	case "in":
		return In
	case "instanceof":
		return InstanceOf
	}
	return lookupRest(word)
}

// lookupRest is the second half of the alphabet.
func lookupRest(word []byte) Kind {
	switch string(word) {
	case "is":
		return Equal
	case "isnt":
		return NotEqual
	case "loop":
		return Loop
	case "new":
		return New
	case "not":
		return Not
	case "null":
		return Null
	case "of":
		return Of
	case "or":
		return Or
	case "return":
		return Return
	case "super":
		return Super
	case "switch":
		return Switch
	case "then":
		return Then
	case "this":
		return This
	case "throw":
		return Throw
	case "true", "yes", "on":
		return True
	case "try":
		return Try
	case "typeof":
		return TypeOf
	case "undefined":
		return Undefined
	case "unless":
		return Unless
	case "until":
		return Until
	case "when":
		return When
	case "while":
		return While
	case "yield":
		return Yield
	case "let", "const", "var", "function", "case", "default", "void", "with", "static", "public", "private",
		"protected", "package", "implements", "interface", "native":
		return Reserved
	}
	return Ident
}
