package build

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// FuzzTarget is one fuzz test.
type FuzzTarget struct {
	Package string // import path
	Name    string // FuzzGrammar
}

// minimize bounds how long an interesting input is made smaller: Go's own bound
// is a minute for each, which eats a FUZZTIME of seconds up.
const minimize = "-fuzzminimizetime=20x"

// Fuzz runs every fuzz target of the module in turn, each for FUZZTIME (30s
// without it), and stops at the first that fails. Go keeps what made it fail
// in the package's testdata/fuzz: commit that file with the fix.
func (r Repo) Fuzz(ctx context.Context) error {
	targets, err := r.FuzzTargets(ctx)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		r.Say("no fuzz targets yet")
		return nil
	}
	duration := envOr("FUZZTIME", "30s")
	for _, target := range targets {
		err := r.Run(ctx, "go", "test", "-run=^$", "-fuzz=^"+target.Name+"$", "-fuzztime="+duration, minimize, target.Package)
		if err != nil {
			return err
		}
	}
	return nil
}

// FuzzTargets finds all fuzz tests by reading the test files, which is quicker
// than compiling each package to ask it.
func (r Repo) FuzzTargets(ctx context.Context) ([]FuzzTarget, error) {
	packages, err := Packages(ctx, r.Root, "")
	if err != nil {
		return nil, err
	}
	var targets []FuzzTarget
	for _, p := range packages {
		for _, file := range p.Tests() {
			names, err := fuzzTests(filepath.Join(p.Dir, file), nil)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				targets = append(targets, FuzzTarget{Package: p.ImportPath, Name: name})
			}
		}
	}
	return targets, nil
}

// fuzzTests are the names of the functions FuzzX(*testing.F) in a test file.
// source is as for parser.ParseFile: nil reads the file.
func fuzzTests(path string, source any) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("look for fuzz tests: %w", err)
	}
	var names []string
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if ok && function.Recv == nil && strings.HasPrefix(function.Name.Name, "Fuzz") && takesF(function.Type) {
			names = append(names, function.Name.Name)
		}
	}
	return names, nil
}

// takesF reports whether a function's only parameter is a *testing.F.
func takesF(function *ast.FuncType) bool {
	if function.Params.NumFields() != 1 {
		return false
	}
	pointer, ok := function.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	selected, ok := pointer.X.(*ast.SelectorExpr)
	return ok && selected.Sel.Name == "F"
}
