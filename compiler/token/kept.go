package token

// Unkept is a name for a variable that goes by the name of a property.
func Unkept(name string) string {
	if Kept(name) {
		return "_" + name
	}
	return name
}

// Kept says that JavaScript lets no variable of a module have this name: its
// reserved words (ECMA-262, 12.7.2), and eval and arguments, which strict code
// may read but not bind. Properties may have any name.
func Kept(name string) bool {
	switch name {
	case "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
		"enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
		"instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static",
		"super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield", "eval",
		"arguments":
		return true
	}
	return false
}
