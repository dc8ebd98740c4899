package check_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/check"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/parser"
	"github.com/rip-server/rip-server/compiler/source"
)

// checked is the tree of src after check, and what is wrong with it.
func checked(t *testing.T, src string) (*ast.Program, diag.List) {
	t.Helper()
	file := source.NewFile("a.rip", []byte(src))
	sink := &diag.Sink{File: file}
	lexed := lexer.Lex(file, lexer.Options{}, sink)
	program := parser.Parse(file, lexed, parser.Options{}, sink)
	if sink.Failed() {
		t.Fatalf("%q: %v", src, sink.List())
	}
	check.Check(file, program, sink)
	return program, sink.List()
}

// declarations is how each assignment to a name declares it, in source order;
// a dash is that the top of its function does, or another assignment.
func declarations(program *ast.Program) string {
	var out []string
	var visit func(ast.Node)
	visit = func(n ast.Node) {
		if a, ok := n.(*ast.Assign); ok {
			if id, named := a.Target.(*ast.Ident); named {
				word := a.Declare
				if word == "" {
					word = "-"
				}
				out = append(out, word+" "+id.Name)
			}
		}
		ast.Children(n, visit)
	}
	for _, n := range program.Body {
		visit(n)
	}
	return strings.Join(out, ", ")
}

func TestFirstAssignmentDeclaresWhereNothingSeesTheNameEarlier(t *testing.T) {
	for src, want := range map[string]string{
		"x = 1":                             "const x",
		"x = 1\nx = 2":                      "let x, - x",
		"x = 1\nx += 2":                     "let x, - x",
		"f x\nx = 1":                        "- x",
		"x = x":                             "- x",
		"x = -> x":                          "const x",
		"x = f -> x":                        "- x",
		"if a\n  x = 1":                     "- x",
		"f = -> x = 1":                      "const f, const x",
		"x = 1\nf = -> x = 2":               "let x, const f, - x",
		"f = -> x = 2\nx = 1":               "const f, - x, - x",
		"def f\n  x\nx = 1":                 "- x",
		"def f\n  x\nf()\nx = 1":            "- x",
		"a = (b = 1)":                       "const a, - b",
		"f = ->\n  for x in y\n    x = 1":   "const f, - x",
		"f = (x) -> x = 1":                  "const f, - x",
		"try\n  x = 1\ncatch x\n  x = 2":    "- x, - x",
		"x = 1\ndef f\n  x":                 "const x",
		"x =! 1":                            "const x",
		"f = -> x\ng = -> x = 1\nh = -> x":  "const f, const g, const x, const h",
		"f = ->\n  g = -> x = 1\n  x = 2\n": "const f, const g, - x, - x",
	} {
		program, mistakes := checked(t, src)
		if mistakes != nil {
			t.Errorf("%q: %v", src, mistakes)
		} else if got := declarations(program); got != want {
			t.Errorf("%q declares %q, want %q", src, got, want)
		}
	}
}

func TestNamesBelongToTheOutermostFunctionThatAssignsThem(t *testing.T) {
	program, _ := checked(t, "f = ->\n  a = 1\n  g = ->\n    a = 2\n    b = 3\nh = -> b = 4\n")
	scopes := map[string]map[*ast.Scope]bool{"a": {}, "b": {}}
	var visit func(ast.Node)
	visit = func(n ast.Node) {
		if id, ok := n.(*ast.Ident); ok && scopes[id.Name] != nil {
			scopes[id.Name][id.Var.Scope] = true
		}
		ast.Children(n, visit)
	}
	for _, n := range program.Body {
		visit(n)
	}
	if len(scopes["a"]) != 1 || len(scopes["b"]) != 2 {
		t.Errorf("a is %d variables, want 1; b is %d, want 2", len(scopes["a"]), len(scopes["b"]))
	}
}

func TestWhatCannotBeIsToldAtItsPlace(t *testing.T) {
	for src, want := range map[string]string{
		"X =! 1\nX = 2":                           "2:1 cannot assign to readonly 'X'",
		"import a from 'b'\na = 1":                "2:1 cannot assign to import 'a'",
		"export x = 1\nx = 2":                     "2:1 cannot assign to exported 'x'",
		"f = -> break":                            "1:8 'break' outside a loop or switch",
		"for x in y\n  -> continue":               "2:6 'continue' outside a loop",
		"return 1":                                "1:1 'return' outside a function",
		"f = (a, {a}) -> a":                       "1:10 'a' is bound twice",
		"-> super 1":                              "1:4 'super' outside a method",
		"class A\n  constructor: -> super()":      "2:19 super in a constructor",
		"x = 1\nx := 2":                           "2:1 'x' was already declared as plain",
		"f = -> import a from 'b'":                "1:8 an import stands at the top",
		"class A\n  @prototype = 1":               "2:4 a static member cannot be called prototype",
		"f = ->\n  x = (if a then return 1)\n  x": "2:18 'return' stands in a value",
	} {
		_, mistakes := checked(t, src)
		if len(mistakes) == 0 {
			t.Errorf("%q is accepted", src)
			continue
		}
		at := strings.TrimPrefix(strings.Replace(mistakes[0].Error(), ": emitter: ", " ", 1), "a.rip:")
		if !strings.HasPrefix(at, want) {
			t.Errorf("%q: %q, want %q", src, at, want)
		}
	}
}
