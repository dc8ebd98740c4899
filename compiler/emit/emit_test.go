package emit_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/check"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/emit"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/parser"
	"github.com/rip-server/rip-server/compiler/source"
)

// emitted is the JavaScript of src, which has no mistake, and its marks as
// pairs of what they tie together.
func emitted(t *testing.T, src string) (code string, ties []string) {
	t.Helper()
	file := source.NewFile("a.rip", []byte(src))
	sink := &diag.Sink{File: file}
	program := parser.Parse(file, lexer.Lex(file, lexer.Options{}, sink), parser.Options{}, sink)
	check.Check(file, program, sink)
	out := emit.Emit(file, program, emit.Options{Map: true}, sink)
	if sink.Failed() {
		t.Fatalf("%q: %v", src, sink.List())
	}
	for _, m := range out.Marks {
		to, from := string(out.Code[m.Generated:]), src[m.Source:]
		ties = append(ties, from[:min(len(from), 4)]+"→"+to[:min(len(to), 4)])
	}
	return string(out.Code), ties
}

func TestGeneratedNamesAvoidEveryWordOfTheProgram(t *testing.T) {
	code, _ := emitted(t, "_ref = 1\nx = o._ref2\ny = g().{a, b}\nz = h().{_ref3}\n")
	for _, want := range []string{"_ref4 = g()", "_ref5 = h()", "let _ref4, _ref5;"} {
		if !strings.Contains(code, want) {
			t.Errorf("no %q in\n%s", want, code)
		}
	}
}

func TestHelpersAreRenamedAroundTheProgramsOwn(t *testing.T) {
	code, _ := emitted(t, "modulo = 1\nx = a %% b\n")
	if !strings.Contains(code, "x = _modulo(a, b)") || strings.Count(code, "function _modulo(") != 1 {
		t.Errorf("code\n%s", code)
	}
}

func TestWorldsNamesAreReachedAroundTheProgramsOwn(t *testing.T) {
	code, _ := emitted(t, "Math = 1\nx = a // b\ny = :s\n")
	if !strings.Contains(code, "globalThis.Math.floor(a / b)") || !strings.Contains(code, " Symbol.for(\"s\")") {
		t.Errorf("code\n%s", code)
	}
}

// Text that is written again, or moved behind what was inserted before it, keeps
// its marks beside what they mark.
func TestMarksStayBesideTheirTextWhenTextIsInserted(t *testing.T) {
	_, ties := emitted(t, "f = (a, b = g().{p, q}, c = [b]) ->\n  for x in h() when a < k() < 3\n    x.y?.z = b\n")
	text := strings.Join(ties, " ")
	for _, want := range []string{"for →for ", "h() →h()", "k() →k()", "x.y?→x.y)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

func TestParenthesesStandWhereJavaScriptNeedsThem(t *testing.T) {
	for src, want := range map[string]string{
		"x = (a ?? b) or c":            "(a ?? b) || c",
		"x = (-a) ** 2":                "(-a) ** 2",
		"x = (a = b) + 1":              "(a = b) + 1",
		"x = (a?.b).c":                 "(a?.b).c",
		"x = new (f())":                "new (f())()",
		"x = (-> 1)()":                 "(function() { return 1; })()",
		"x = (a; b)":                   "(a, b)",
		"x = 5.toFixed":                "(5).toFixed",
		"x = (if not (b -= 1) then c)": "!(b -= 1) ? c : undefined",
		"x = not (a in b)":             "!has(a, b)",
		"x = (yes if a else no) + 1":   "(a ? true : false) + 1",
	} {
		if code, _ := emitted(t, src+"\n"); !strings.Contains(code, want) {
			t.Errorf("%q: no %q in\n%s", src, want, code)
		}
	}
}
