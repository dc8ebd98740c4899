package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/parser"
	"github.com/rip-server/rip-server/compiler/source"
)

// parse is the tree of src and what is wrong with it.
func parse(src string) (*ast.Program, diag.List) {
	file := source.NewFile("a.rip", []byte(src))
	sink := &diag.Sink{File: file}
	lexed := lexer.Lex(file, lexer.Options{}, sink)
	program := parser.Parse(file, lexed, parser.Options{}, sink)
	return program, sink.List()
}

// shape writes a tree with all its implicit structure: calls with parentheses,
// objects with braces, operators with both.
func shape(n ast.Node) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *ast.Ident:
		return n.Name
	case *ast.Number:
		return n.Text
	case *ast.Word:
		return n.Text
	case *ast.Str:
		return "'" + n.Text() + "'"
	case *ast.Paren:
		return shapes(n.Body, "; ")
	case *ast.Block:
		return "{" + shapes(n.List, "; ") + "}"
	case *ast.Call:
		return shape(n.Fn) + "(" + shapes(n.Args, ", ") + ")"
	case *ast.Member:
		return shape(n.X) + "." + n.Name
	case *ast.Array:
		return "[" + shapes(n.List, ", ") + "]"
	case *ast.Object:
		var parts []string
		for _, p := range n.Props {
			parts = append(parts, shape(p.Key)+": "+shape(p.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return operation(n)
}

// operation is shape for operators and control.
func operation(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Binary:
		return "(" + shape(n.L) + " " + n.Op + " " + shape(n.R) + ")"
	case *ast.Unary:
		return "(" + n.Op + " " + shape(n.X) + ")"
	case *ast.Compare:
		text := shape(n.Operands[0])
		for i, op := range n.Ops {
			text += " " + op + " " + shape(n.Operands[i+1])
		}
		return "(" + text + ")"
	case *ast.Relation:
		return "(" + shape(n.L) + " " + n.Op + " " + shape(n.R) + ")"
	case *ast.Assign:
		return "(" + shape(n.Target) + " " + n.Op + " " + shape(n.Value) + ")"
	case *ast.Await:
		return "await " + shape(n.X)
	case *ast.Exists:
		return shape(n.X) + "?"
	case *ast.Func:
		return "-> {" + shapes(n.Body, "; ") + "}"
	case *ast.If:
		return "(if " + shape(n.Cond) + " " + shape(n.Then) + " else " + shape(n.Else) + ")"
	case *ast.For:
		return "(for " + shape(n.Value) + " of " + shape(n.Over) + " " + shape(n.Body) + ")"
	case *ast.Return:
		return "return " + shape(n.X)
	}
	return fmt.Sprintf("%T", n)
}

// shapes joins the shapes of a list.
func shapes(list []ast.Node, sep string) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = shape(n)
	}
	return strings.Join(parts, sep)
}

// check compares the shapes of programs.
func check(t *testing.T, cases map[string]string) {
	t.Helper()
	for src, want := range cases {
		program, mistakes := parse(src)
		if mistakes != nil {
			t.Errorf("%q: %v", src, mistakes)
		} else if got := shapes(program.Body, "; "); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
}

func TestOperatorsBindAsTheTableSays(t *testing.T) {
	check(t, map[string]string{
		"a + b * c":         "(a + (b * c))",
		"a - b - c":         "((a - b) - c)",
		"a ** b ** c":       "(a ** (b ** c))",
		"-a ** 2":           "(- (a ** 2))",
		"not a ** 2":        "((! a) ** 2)",
		"a or b and c":      "(a || (b && c))",
		"a ?? b or c":       "((a ?? b) || c)",
		"a < b < c":         "(a < b < c)",
		"a is b and c":      "((a === b) && c)",
		"a | b ^ c & d":     "(a | (b ^ (c & d)))",
		"a << b + c":        "(a << (b + c))",
		"a in b is c":       "((a in b) === c)",
		"a = b = c or d":    "(a = (b = (c || d)))",
		"a ? b : c ? d : e": "(if a b else (if c d else e))",
		"a // b %% c":       "((a // b) %% c)",
		"await a.b + c":     "(await a.b + c)",
		"a? and b":          "(a? && b)",
	})
}

func TestCallsWithoutParenthesesTakeTheRestOfTheLine(t *testing.T) {
	check(t, map[string]string{
		"f a":             "f(a)",
		"f g a, h b":      "f(g(a, h(b)))",
		"f a or b":        "f((a || b))",
		"f (a).b":         "f(a.b)",
		"f(a).b":          "f(a).b",
		"f (a + b) * c":   "f(((a + b) * c))",
		"f -1":            "f((- 1))",
		"f - 1":           "(f - 1)",
		"f a if b":        "(if b f(a) else )",
		"f 'x' -> a":      "f('x', -> {a})",
		"f a, ->\n  b\nc": "f(a, -> {b}); c",
		"f ->\n  a\n, b":  "f(-> {a}, b)",
		"f! a":            "await f(a)",
		"[f a, b]":        "[f(a, b)]",
		"if f a\n  b":     "(if f(a) {b} else )",
		"f\n  a: 1":       "f({a: 1})",
		"f a\n  .b c":     "f(a).b(c)",
		"f ->\n  a\n.b()": "f(-> {a}).b()",
	})
}

func TestKeysBeginObjects(t *testing.T) {
	check(t, map[string]string{
		"a: 1, b: 2":           "{a: 1, b: 2}",
		"a: 1\nb: 2":           "{a: 1, b: 2}",
		"x = a: 1, b: 2":       "(x = {a: 1, b: 2})",
		"x =\n  a: 1\n  b: 2":  "(x = {a: 1, b: 2})",
		"f x, a: 1, b: 2":      "f(x, {a: 1, b: 2})",
		"f a: 1, -> b":         "f({a: 1}, -> {b})",
		"a:\n  b: 1\nc: 2":     "{a: {b: 1}, c: 2}",
		"f a: b or c":          "f({a: (b || c)})",
		"-> a: 1":              "-> {{a: 1}}",
		"return a: 1 if b":     "(if b return {a: 1} else )",
		"[a: 1, b]":            "[{a: 1}, b]",
		"data-x: 1, a.b: 2":    "{'data-x': 1, 'a.b': 2}",
		"x ? {a: 1} : b":       "(if x {a: 1} else b)",
		"a: -> b\nc: -> d":     "{a: -> {b}, c: -> {d}}",
		"a: f b, c\nd: e":      "{a: f(b, c), d: e}",
		"-> a: b\nc":           "-> {{a: b}}; c",
		"f a: 1\ng b: 2":       "f({a: 1}); g({b: 2})",
		"if x then a: b\nc":    "(if x {{a: b}} else ); c",
		"f\n  a: ->\n    b\nc": "f({a: -> {b}}); c",
	})
}

func TestBodiesAreIndentedOrOnTheLine(t *testing.T) {
	check(t, map[string]string{
		"if a then b else c":               "(if a {b} else {c})",
		"if a\n  b\nelse\n  c":             "(if a {b} else {c})",
		"if a\n  b\nelse if c\n  d":        "(if a {b} else (if c {d} else ))",
		"-> a; b":                          "-> {a}; b",
		"->\n  a\n  b\nc":                  "-> {a; b}; c",
		"a b for b in c":                   "(for b of c {a(b)})",
		"a = if b then c else d":           "(a = (if b {c} else {d}))",
		"f (-> a), b":                      "f(-> {a}, b)",
		"x = -> a if b":                    "(x = -> {(if b a else )})",
		"if a then (if b then c) else d":   "(if a {(if b {c} else )} else {d})",
		"if a\n  # only a comment\nb":      "(if a {} else ); b",
		"for a in b\n  c\n  d a\ne":        "(for a of b {c; d(a)}); e",
		"f = (a) ->\n  if a\n    b\n  c\n": "(f = -> {(if a {b} else ); c})",
	})
}

func TestTypesLeaveNothingBehind(t *testing.T) {
	check(t, map[string]string{
		"x: number = 1": "(x = 1)",
		"f = (a: string, b?: T[]): Map<K, V> -> a":   "(f = -> {a})",
		"x = y as {a: string} | null":                "(x = y)",
		"x = (y as any).z":                           "(x = y.z)",
		"a ? b : c":                                  "(if a b else c)",
		"f = (g: (a: number) => string, b) -> g b":   "(f = -> {g(b)})",
		"x: A extends B ? C : D = 1":                 "(x = 1)",
		"x: number\ny = 1":                           "*ast.Erased; (y = 1)",
		"y = 1\nx: number":                           "(y = 1); *ast.Erased",
		"f = (e: any): { status: number } ->\n  e.a": "(f = -> {e.a})",
	})
}

func TestEachBrokenStatementIsToldAndTheOthersAreRead(t *testing.T) {
	_, mistakes := parse("a = (b c)\nd = 1\nif\n  e\nf = ->\n  g h i j k = *\n  1\nl = [1..]\n")
	var lines []int
	for _, m := range mistakes {
		lines = append(lines, m.Start.Line)
	}
	if got := fmt.Sprint(lines); got != "[3 6 8]" {
		t.Errorf("mistakes on lines %v, want 3, 6 and 8:\n%v", got, mistakes)
	}
}

// Whatever is cut off a program's end, the parser ends, with a tree or with a
// mistake inside the text.
func TestProgramsThatAreCutOffHaveATreeOrAMistake(t *testing.T) {
	src := "import {a} from 'b'\nf = (x: number, {y, z = 1}, ...r) ->\n  switch x\n    when 1, 2 then \"a#{x + [1..3]}\"\n    else\n" +
		"      for k, v of {a: 1} when v? then k\n  try g! x catch e then throw e\nclass A extends B\n  @c: => super.d /re/\n"
	for end := range len(src) {
		_, mistakes := parse(src[:end])
		for _, m := range mistakes {
			if int(m.Span.End) > end || m.Message == "" {
				t.Errorf("cut at %d: %v at %v", end, m, m.Span)
			}
		}
	}
}
