package compiler_test

import (
	"errors"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/parser"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// FuzzCompile: any input gives JavaScript that parses, or diagnostics.
func FuzzCompile(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		result, err := compiler.Compile(src, compiler.Options{Map: true})
		if err != nil {
			var list diag.List
			if !errors.As(err, &list) || len(list) == 0 {
				t.Fatalf("not a diagnostic: %v", err)
			}
			for _, d := range list {
				d.Frame()
			}
			return
		}
		if err := parseJavaScript(result.Code); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzLexer: tokens are in order, inside the file, and their brackets match.
func FuzzLexer(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file := source.NewFile("fuzz.rip", src)
		sink := &diag.Sink{File: file}
		lexed := lexer.Lex(file, lexer.Options{}, sink)
		deep, end := 0, int32(0)
		for i, tok := range lexed.Tokens {
			if tok.Start < end || tok.End < tok.Start || int(tok.End) > len(src) {
				t.Fatalf("token %d at [%d, %d) after %d of %d", i, tok.Start, tok.End, end, len(src))
			}
			end = tok.End
			switch tok.Kind {
			case token.Indent:
				deep++
			case token.Outdent:
				deep--
			}
			if deep < 0 {
				t.Fatalf("token %d ends a block that nothing began", i)
			}
		}
		if deep != 0 {
			t.Fatalf("%d blocks have no end", deep)
		}
	})
}

// FuzzParser: the parser ends, with a tree or with diagnostics.
func FuzzParser(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(_ *testing.T, src []byte) {
		file := source.NewFile("fuzz.rip", src)
		sink := &diag.Sink{File: file}
		lexed := lexer.Lex(file, lexer.Options{Rip3: true}, sink)
		if sink.Len() <= lexed.Lost {
			parser.Parse(file, lexed, parser.Options{Rip3: true}, sink)
		}
	})
}
