// Package compiler turns Rip into JavaScript: source in, text out, with a
// source map and the module's imports and exports, or with what is wrong and
// where. docs/compiler.md walks through its stages.
package compiler

import (
	"fmt"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/check"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/emit"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/parser"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/sourcemap"
)

// maxSource is the largest file that is compiled, 64 MiB: offsets are 32 bits
// wide and the tree takes some fifty times its source, so that a larger file,
// which no person wrote, could take the memory of the apps beside it.
const maxSource = 64 << 20

// Options say how to compile. The zero Options compile Rip 4 without a map.
type Options struct {
	// Path names the file in diagnostics and maps. Default "<stdin>".
	Path string
	// Map asks for a source map. It costs about a third more time.
	Map bool
	// Rip3 accepts what Rip 4 has given up: JavaScript between backticks and
	// class fields written name: value.
	Rip3 bool
}

// Result is a compiled module.
type Result struct {
	Code    []byte   // JavaScript, an ES module; each statement on its source line
	Map     []byte   // source map v3 as JSON, if asked for
	Imports []string // the paths of its import and export … from, in order
	Exports []string // the names it exports; "*" stands for export * from
}

// Compile compiles the Rip program src. What is wrong with it is returned as a
// diag.List, never as a panic. It is deterministic, keeps no state, and may be
// called by several goroutines at once; src must not change meanwhile.
func Compile(src []byte, opts Options) (result *Result, err error) {
	file, err := open(src, &opts)
	if err != nil {
		return nil, err
	}
	defer func() { internal(recover(), opts.Path, &err) }()
	return compile(file, opts, &diag.Sink{File: file})
}

// compile runs the stages.
func compile(file *source.File, opts Options, sink *diag.Sink) (*Result, error) {
	program := Parse(file, opts, sink)
	if sink.Failed() {
		return nil, sink.List()
	}
	check.Check(file, program, sink)
	if sink.Failed() {
		return nil, sink.List()
	}
	out := emit.Emit(file, program, emit.Options{Map: opts.Map}, sink)
	if sink.Failed() {
		return nil, sink.List()
	}
	result := &Result{Code: out.Code}
	result.Imports, result.Exports = surface(program)
	if opts.Map {
		var err error
		if result.Map, err = sourcemap.Encode(file, out.Code, out.Marks); err != nil {
			return nil, fmt.Errorf("compile %s: source map: %w", opts.Path, err)
		}
	}
	return result, nil
}

// Parse runs the first two stages for tools that want the tree. It is not to
// be used if sink has failed.
func Parse(file *source.File, opts Options, sink *diag.Sink) *ast.Program {
	lexed := lexer.Lex(file, lexer.Options{Rip3: opts.Rip3}, sink)
	if sink.Len() > lexed.Lost {
		return nil
	}
	return parser.Parse(file, lexed, parser.Options{Rip3: opts.Rip3}, sink)
}

// surface lists what a module imports and exports.
func surface(program *ast.Program) (imports, exports []string) {
	for _, n := range program.Body {
		switch n := n.(type) {
		case *ast.Import:
			imports = append(imports, n.From.Text())
		case *ast.Export:
			if n.From != nil {
				imports = append(imports, n.From.Text())
			}
			exports = append(exports, exported(n)...)
		}
	}
	return imports, exports
}

// exported is the names of one export.
func exported(n *ast.Export) []string {
	var names []string
	switch {
	case n.Default != nil:
		return []string{"default"}
	case n.All && n.AllAs != "":
		return []string{n.AllAs}
	case n.All:
		return []string{"*"}
	}
	for _, s := range n.Names {
		if s.As != "" {
			names = append(names, s.As)
		} else {
			names = append(names, s.Name)
		}
	}
	switch d := n.Decl.(type) {
	case *ast.Assign:
		names = append(names, d.Target.(*ast.Ident).Name)
	case *ast.Func:
		names = append(names, d.Name.Name)
	case *ast.Class:
		names = append(names, d.Name.Name)
	case *ast.Enum:
		names = append(names, d.Name.Name)
	case *ast.Effect:
		names = append(names, d.Name.Name)
	}
	return names
}
