// Package lexer cuts Rip source into tokens. It decides what only the
// characters can tell: layout (which line begins or ends a block), strings and
// their interpolations, whether a slash divides or opens a regex, whether a ?
// asks or chooses. Everything else is the parser's.
package lexer

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// maxDepth bounds nested interpolations and brackets, so that no input can
// exhaust the stack of the parser that follows the same nesting.
const maxDepth = 400

// Options change what is accepted.
type Options struct {
	Rip3 bool // backtick JavaScript
}

// Result is the tokens of a file. The last one is EOF.
type Result struct {
	Tokens  []token.Token
	Data    []byte // what follows the __DATA__ line
	HasData bool
	// Lost is how many statements are left out because of mistakes that were
	// reported. The others can be parsed, when nothing else was.
	Lost int
}

// frame is an open bracket.
type frame struct {
	open     int32 // index of its token
	floor    int   // how many levels of indentation were open before it
	ternary  int   // how many ? in it wait for their :
	closer   byte
	isInterp bool
}

// lexer is the state of one run over one file.
type lexer struct {
	src    []byte
	pos    int
	opts   Options
	sink   *diag.Sink
	toks   []token.Token
	levels []level
	frames []frame
	spaced bool // white space stands before pos
	first  bool // nothing but white space before pos on its line
	broken bool // the rest would only be noise
	// What is known of statements that were left out: see recover.go.
	statement int             // the first token of the current statement of the module
	skipping  bool            // it is being left out
	lost      int             // how many were
	known     [128][]spelling // the spellings that were needed so far
	result    Result
}

// Lex cuts file into tokens and reports what cannot be one to sink. It does
// not keep the file's text but for Result.Data.
func Lex(file *source.File, opts Options, sink *diag.Sink) Result {
	l := &lexer{src: file.Text, opts: opts, sink: sink}
	l.cutData()
	l.toks = make([]token.Token, 0, len(l.src)/3+8)
	l.levels = append(l.levels, level{})
	l.frames = append(l.frames, frame{})
	if bytes.HasPrefix(l.src, []byte("\uFEFF")) {
		l.pos = 3
	}
	if bytes.HasPrefix(l.src[l.pos:], []byte("#!")) {
		l.skipLine()
	}
	l.startLine(true)
	for !l.broken && l.pos < len(l.src) {
		l.next()
		if l.pos == len(l.src) && len(l.frames) > 1 {
			l.unclosed() // which may go back
		}
	}
	l.finish()
	l.result.Tokens = l.toks
	if !l.broken {
		l.result.Lost = l.lost
	}
	return l.result
}

// cutData splits the file at its __DATA__ line, if it has one.
func (l *lexer) cutData() {
	mark := []byte("__DATA__")
	for at := 0; ; {
		i := bytes.Index(l.src[at:], mark)
		if i < 0 {
			return
		}
		start, end := at+i, at+i+len(mark)
		at = end
		rest := bytes.TrimPrefix(l.src[end:], []byte("\r"))
		alone := (start == 0 || l.src[start-1] == '\n') && (len(rest) == 0 || rest[0] == '\n')
		if !alone {
			continue
		}
		data := bytes.TrimPrefix(rest, []byte("\n"))
		if len(data) > 0 && data[len(data)-1] != '\n' {
			data = append(append([]byte(nil), data...), '\n')
		}
		l.result.Data, l.result.HasData = data, true
		l.src = l.src[:start]
		return
	}
}

// finish closes what is still open at the end of the file.
func (l *lexer) finish() {
	if l.skipping && !l.broken {
		l.restart()
	}
	l.popLevels(1)
	end := int32(len(l.src))
	l.toks = append(l.toks, token.Token{Kind: token.Newline, Start: end, End: end}, token.Token{Kind: token.EOF, Start: end, End: end})
}

// emit appends the token from start to the current position.
func (l *lexer) emit(kind token.Kind, start int) {
	var flags token.Flags
	if l.spaced {
		flags |= token.Spaced
	}
	if l.first {
		flags |= token.FirstOnLn
	}
	l.spaced, l.first = false, false
	l.toks = append(l.toks, token.Token{Kind: kind, Flags: flags, Start: int32(start), End: int32(l.pos)})
}

// take emits a token of n bytes.
func (l *lexer) take(kind token.Kind, n int) {
	start := l.pos
	l.pos += n
	l.emit(kind, start)
}

// last is the token before the current position.
func (l *lexer) last() token.Token {
	if len(l.toks) == 0 {
		return token.Token{Kind: token.Newline}
	}
	return l.toks[len(l.toks)-1]
}

// peek is the byte n after the current one, 0 beyond the end.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// fail reports a mistake from start to the current position.
func (l *lexer) fail(start int, format string, args ...any) *diag.Diagnostic {
	return l.sink.Add(diag.Lexer, source.Span{Start: int32(start), End: int32(max(l.pos, start+1))}, format, args...)
}

// next lexes one token, or skips white space, a comment or a line's end.
func (l *lexer) next() {
	c := l.src[l.pos]
	switch {
	case c == ' ' || c == '\t' || c == '\r' || c == '\f':
		l.pos++
		l.spaced = true
	case c == '\n':
		l.newline()
	case c == '#':
		l.comment()
	case isLetter(c):
		l.word()
	case isDigit(c), c == '.' && isDigit(l.peek(1)) && l.last().Kind != token.DotDot && !l.attached():
		l.number()
	case c == '"' || c == '\'':
		l.stringLiteral()
	default:
		l.operator(c)
	}
}

// attached says that pos directly follows a value: x.5 is no number.
func (l *lexer) attached() bool { return !l.spaced && endsValue(l.last()) }

// comment skips to the end of the line, or over a ### block ###.
func (l *lexer) comment() {
	if end, ok := l.blockComment(); ok {
		l.pos = end
		l.spaced = true
		return
	}
	l.skipLine()
}

// blockComment finds the end of a ### comment. A block that stands beside code
// closes on its line; only one that has the line to itself spans lines. Else
// ### is a line comment with a heavy hand.
func (l *lexer) blockComment() (int, bool) {
	rest := l.src[l.pos:]
	if !bytes.HasPrefix(rest, []byte("###")) || len(rest) > 3 && rest[3] == '#' {
		return 0, false
	}
	if !l.first && !l.spaced {
		return 0, false
	}
	scope := rest[3:]
	if !l.first {
		if eol := bytes.IndexByte(scope, '\n'); eol >= 0 {
			scope = scope[:eol]
		}
	}
	end := bytes.Index(scope, []byte("###"))
	if end < 0 {
		return 0, false
	}
	return l.pos + 3 + end + 3, true
}

// skipLine moves to the end of the line.
func (l *lexer) skipLine() {
	if i := bytes.IndexByte(l.src[l.pos:], '\n'); i >= 0 {
		l.pos += i
	} else {
		l.pos = len(l.src)
	}
}
