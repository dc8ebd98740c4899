package lexer_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// kinds is the kinds of src's tokens in one line: ; ends a statement, { and }
// are a deeper block, and the end of the file is left out.
func kinds(t *testing.T, src string) string {
	t.Helper()
	file := source.NewFile("a.rip", []byte(src))
	sink := &diag.Sink{File: file}
	lexed := lexer.Lex(file, lexer.Options{}, sink)
	if sink.Failed() {
		t.Fatalf("%q: %v", src, sink.List())
	}
	var words []string
	for _, tok := range lexed.Tokens[:len(lexed.Tokens)-2] {
		switch tok.Kind {
		case token.Newline:
			words = append(words, ";")
		case token.Indent:
			words = append(words, "{")
		case token.Outdent:
			words = append(words, "}")
		case token.Ident, token.Number:
			words = append(words, string(file.Text[tok.Start:tok.End]))
		default:
			words = append(words, tok.Kind.String())
		}
	}
	return strings.Join(words, " ")
}

func TestLayoutFollowsTheIndentation(t *testing.T) {
	for src, want := range map[string]string{
		"a\nb\n":                     "a ; b",
		"a\n  b\nc":                  "a { b } ; c",
		"a\n  b\n    c\nd":           "a { b { c } } ; d",
		"a\n\n  # note\n  b\n# x\nc": "a { b } ; c",
		"a +\n  b\nc":                "a + b ; c",
		"a\n  .b\n  .c":              "a . b . c",
		"a ->\n  b\n.c":              "a -> { b } . c",
		"f\n, b":                     "f , b",
		"a; b":                       "a ; b",
		"f(\n  a\n  b\n)":            "f ( { a ; b } )",
		"[\n1\n2\n]":                 "[ ; 1 ; 2 ]",
		"a\r\n\tb\r\n":               "a { b }",
		"### x\n y ### a":            "a",
		"a ### x ### + b":            "a + b",
	} {
		if got := kinds(t, src); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
}

func TestMarksMeanWhatStandsAroundThem(t *testing.T) {
	for src, want := range map[string]string{
		"a / b":      "a / b",
		"a /b/":      "a regex",
		"a/b/c":      "a / b / c",
		"a // b":     "a // b",
		"a? b":       "a ? b",
		"a ? b : c":  "a ? : b : c",
		"a?.b":       "a ?. b",
		"a?!":        "a ?!",
		"f! a":       "f ! a",
		"!f":         "not f",
		"a != b":     "a isnt b",
		"a =! b":     "a =! b",
		":a":         "symbol",
		"{a: b}":     "{ a : b }",
		"a ? :b : c": "a ? : symbol : c",
		"a .. b":     "a .. b",
		"1..2":       "1 .. 2",
		"*{}":        "*{ }",
		"a *{b}":     "a *{ b }",
		"2 *b":       "2 * b",
		"x.if":       "x . if",
		"if x":       "if x",
		"@class":     "@ class",
	} {
		if got := kinds(t, src); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
}

func TestOpeningBracketsKnowTheirClosingOnes(t *testing.T) {
	file := source.NewFile("a.rip", []byte(`f (a, [b, {c: "x#{(d)}y"}])`))
	lexed := lexer.Lex(file, lexer.Options{}, &diag.Sink{File: file})
	pairs := 0
	for i, tok := range lexed.Tokens {
		if tok.Pair == 0 {
			continue
		}
		pairs++
		open, closer := tok.Kind, lexed.Tokens[tok.Pair].Kind
		if int(tok.Pair) <= i || closer-open != 1 && open != token.InterpIn && open != token.StrOpen {
			t.Errorf("%v at %d is closed by %v at %d", open, i, closer, tok.Pair)
		}
	}
	if pairs != 6 {
		t.Errorf("%d pairs, want 6", pairs)
	}
}

func TestDataIsCutOffAtItsLine(t *testing.T) {
	file := source.NewFile("a.rip", []byte("x = '__DATA__'\n__DATA__\n( not code\n"))
	sink := &diag.Sink{File: file}
	lexed := lexer.Lex(file, lexer.Options{}, sink)
	if sink.Failed() || !lexed.HasData || string(lexed.Data) != "( not code\n" {
		t.Errorf("data %q, %v", lexed.Data, sink.List())
	}
}
