package emit

import "github.com/rip-server/rip-server/compiler/ast"

// sinkKind says where a statement's value goes.
type sinkKind uint8

const (
	dropped sinkKind = iota
	returned
	assigned // to a name, or several: "a = b"
	pushed   // to an array
)

// sink is where the value of a statement goes.
type sink struct {
	kind sinkKind
	name string
	own  bool // nothing of the program can see the name yet
}

// drop and its like are values without state; they are never changed.
var (
	drop = sink{}
	ret  = sink{kind: returned}
)

// put writes the expression n as a statement that delivers into s.
func (e *emitter) put(n ast.Node, s sink) {
	e.mark(n.Pos().Start)
	switch s.kind {
	case dropped:
		start := len(e.buf)
		e.expr(n, pAny)
		e.guardStart(start, true)
	case returned:
		e.w("return ")
		e.expr(n, pAny)
	case assigned:
		e.w(s.name, " = ")
		e.expr(n, pAssign)
	case pushed:
		e.w(s.name, ".push(")
		e.expr(n, pAssign)
		e.w(")")
	}
	e.w(";")
}

// putText delivers text that is already JavaScript.
func (e *emitter) putText(text string, s sink) {
	switch s.kind {
	case dropped:
		return
	case returned:
		e.w(" return ", text, ";")
	case assigned:
		e.w(" ", s.name, " = ", text, ";")
	case pushed:
		e.w(" ", s.name, ".push(", text, ");")
	}
}

// nothing delivers what an absent branch is worth.
func (e *emitter) nothing(s sink) {
	if s.kind != returned {
		e.putText("undefined", s)
	}
}

// guardStart puts parentheses around the text since start, if a statement, or
// an arrow's body, cannot begin so.
func (e *emitter) guardStart(start int, statement bool) {
	text := e.buf[start:]
	bad := hasPrefix(text, "{")
	if statement {
		bad = bad || hasPrefix(text, "function") || hasPrefix(text, "class") || hasPrefix(text, "async function") || hasPrefix(text, "let [")
	}
	if bad {
		e.insert(start, "(")
		e.w(")")
	}
}

// hasPrefix is bytes.HasPrefix for a string.
func hasPrefix(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
