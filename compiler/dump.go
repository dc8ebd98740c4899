package compiler

import (
	"fmt"
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// Tokens is what the lexer makes of src, for people: one token a line with
// its place, its kind and its text, indented as the blocks it found. What is
// wrong with src is a diag.List.
func Tokens(src []byte, opts Options) (string, error) {
	file, err := open(src, &opts)
	if err != nil {
		return "", err
	}
	sink := &diag.Sink{File: file}
	lexed := lexer.Lex(file, lexer.Options{Rip3: opts.Rip3}, sink)
	if sink.Failed() {
		return "", sink.List()
	}
	var out strings.Builder
	deep := 0
	for _, t := range lexed.Tokens {
		if t.Kind == token.Outdent {
			deep--
		}
		at := file.Position(t.Start)
		line := fmt.Sprintf("%-8s%s%s", fmt.Sprintf("%d:%d", at.Line, at.Column), strings.Repeat("  ", deep), t.Kind)
		if text := string(file.Text[t.Start:t.End]); t.Kind == token.Ident || text != "" && text != t.Kind.String() {
			line += fmt.Sprintf(" %q", text)
		}
		out.WriteString(line + "\n")
		if t.Kind == token.Indent {
			deep++
		}
	}
	return out.String(), nil
}

// AST is the tree that the parser makes of src, as ast.Dump writes it. What is
// wrong with src is a diag.List; names are not looked at yet.
func AST(src []byte, opts Options) (text string, err error) {
	file, err := open(src, &opts)
	if err != nil {
		return "", err
	}
	defer func() { internal(recover(), opts.Path, &err) }()
	sink := &diag.Sink{File: file}
	program := Parse(file, opts, sink)
	if sink.Failed() {
		return "", sink.List()
	}
	return ast.Dump(file, program), nil
}

// open makes the file of src and names it in opts; it refuses one that is too
// large.
func open(src []byte, opts *Options) (*source.File, error) {
	if opts.Path == "" {
		opts.Path = "<stdin>"
	}
	if len(src) > maxSource {
		return nil, fmt.Errorf("compile %s: the file has %d bytes, more than the %d that can be compiled; split it", opts.Path, len(src), maxSource)
	}
	return source.NewFile(opts.Path, src), nil
}

// internal turns what recover found into the error of a call: a mistake of the
// compiler itself must not take down a caller that serves other files.
func internal(found any, path string, err *error) {
	if found != nil {
		*err = fmt.Errorf("compile %s: the compiler failed: %v (please report it with the file)", path, found)
	}
}
