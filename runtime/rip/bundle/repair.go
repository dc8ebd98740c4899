package bundle

import (
	"errors"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// maxRepairs bounds how often a program is parsed again, each time for one
// place that goja cannot read.
const maxRepairs = 64

// parse parses a program. goja takes get, set and async at the start of a class
// field for the modifier whatever follows ("set = 1", Hono has that), and fails
// at what comes next. There, and only there, a letter of the word is written as
// an escape: the same name to the language, no modifier to goja. It returns the
// text that was parsed.
func parse(name, text string) (*ast.Program, string, error) {
	text = mendAsyncGenerator(text)
	for round := 0; ; round++ {
		program, err := parser.ParseFile(nil, name, text, 0, parser.WithDisableSourceMaps)
		if err == nil {
			return program, text, nil
		}
		repaired, ok := repair(text, err)
		if !ok || round == maxRepairs {
			return nil, text, err
		}
		text = repaired
	}
}

// repair mends the place where goja failed first, if it is such a field or such a
// pattern as repairPattern's: the errors after the first may be about anything.
func repair(text string, err error) (string, bool) {
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return "", false
	}
	at, ok := offset(text, list[0].Position.Line, list[0].Position.Column)
	if !ok {
		return "", false
	}
	if list[0].Message == badTarget {
		return repairPattern(text, at)
	}
	// goja has gone on to the token after the one that it did not expect.
	field, found := cutEnd(withoutComments(text[:at]), "=", "}")
	if !found {
		return "", false
	}
	field = withoutComments(field)
	for word, escaped := range map[string]string{"get": `\u0067et`, "set": `\u0073et`, "async": `\u0061sync`} {
		head, found := strings.CutSuffix(field, word)
		if found && !endsInName(head) {
			return head + escaped + text[len(field):], true
		}
	}
	return "", false
}

// withoutComments is text without the space and the /* comments */ at its end;
// esbuild prints no others before a value (it marks calls as /* @__PURE__ */).
func withoutComments(text string) string {
	for {
		text = strings.TrimRight(text, " \t\r\n")
		inner, ok := strings.CutSuffix(text, "*/")
		start := strings.LastIndex(inner, "/*")
		if !ok || start < 0 {
			return text
		}
		text = text[:start]
	}
}

// cutEnd is text without the one of ends that it ends in.
func cutEnd(text string, ends ...string) (string, bool) {
	for _, end := range ends {
		if head, ok := strings.CutSuffix(text, end); ok {
			return head, true
		}
	}
	return text, false
}

// endsInName is whether a word after text would only be the end of a name.
func endsInName(text string) bool {
	if text == "" {
		return false
	}
	c := text[len(text)-1]
	return c == '_' || c == '$' || c == '\\' || c == '.' || c >= 0x80 ||
		'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// offset is the index of a place that goja counts from 1, in bytes.
func offset(text string, line, column int) (int, bool) {
	start := 0
	for range line - 1 {
		i := strings.IndexByte(text[start:], '\n')
		if i < 0 {
			return 0, false
		}
		start += i + 1
	}
	at := start + column - 1
	return at, column > 0 && at <= len(text)
}
