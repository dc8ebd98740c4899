package compiler_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// The language in small pieces: what each program's last value is, as JSON.
func TestProgramsHaveTheValueThatTheLanguageGivesThem(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"leading dot closes the callback":   {"log = []\nchain =\n  then: (f) -> (log.push f(); chain)\nchain\n  .then ->\n    1\n  .then ->\n    2\nlog", `[1,2]`},
		"chained for clauses are flat":      {"(x + y for x in [1, 2] for y in [10, 20])", `[11,12,21,22]`},
		"slice assignment":                  {"xs = [1, 2, 3, 4]\nxs[1..2] = [9]\nxs", `[1,9,4]`},
		"assignment to a negative index":    {"xs = [1, 2, 3]\nxs[-1] = 9\nxs", `[1,2,9]`},
		"heregex keeps its backslashes":     {"p = 'x'\n///^(\\d+) - #{p}$///.test '12-x'", `true`},
		"block comments":                    {"a = 1\n###\nb c d (\n###\na ### here ### + 1", `2`},
		"loop variables are of their loop":  {"i = 9\nfs = ((-> i) for i in [1, 2])\n[i, fs[0](), fs[1]()]", `[9,1,2]`},
		"inner functions write outward":     {"x = 1\nf = -> x = 2\nf()\nx", `2`},
		"a middle is computed once":         {"n = 0\nmid = -> n += 1\nr = 0 < mid() < 5 < 6\n[r, n]", `[true,1]`},
		"an index is computed once":         {"n = 0\nk = -> (n += 1; 0)\nxs = [7]\nxs[k()] //= 2\n[xs, n]", `[[3],1]`},
		"an optional target once":           {"n = 0\no = {a: {b: 1}}\ng = -> (n += 1; o)\ng()?.a.b += 1\n[o.a.b, n]", `[2,1]`},
		"defaults need temporaries too":     {"g = -> {b: 4}\nf = (a = g().{b}) -> a\nf()", `{"b":4}`},
		"names never collide":               {"_ref = 1\n_list = 2\nmodulo = (a) -> 'mine'\n[(x for x in [1]), -1 %% 3, modulo(1), _ref, _list]", `[[1],2,"mine",1,2]`},
		"own helpers reach the real Math":   {"Math = {floor: -> 'no'}\n7 // 2", `3`},
		"reactive values":                   {"a := 1\nb ~= a * 2\nlog = []\nstop ~> log.push b\na = 5\na += 1\nstop()\na = 0\nlog", `[2,10,12]`},
		"batch":                             {"a := 1\nlog = []\n~> log.push a\n__batch ->\n  a = 2\n  a = 3\nlog", `[1,3]`},
		"the last match is a function's":    {"f = (s) ->\n  s =~ /(\\d)/\n  _[1]\n'z9' =~ /z(\\d)/\n[f('a1'), _[1]]", `["1","9"]`},
		"a loop's value skips continue":     {"for x in [1, 2, 3]\n  continue if x is 2\n  x", `[1,3]`},
		"switch without a subject":          {"f = (x) -> switch\n  when x > 1, x < -1 then 'far'\n  else 'near'\n[f(3), f(0)]", `["far","near"]`},
		"try swallows":                      {"x = try throw 1\n[x, try 2]", `[null,2]`},
		"void functions":                    {"f! = -> 1\nf()", `null`},
		"statics, fields and supers":        {"class A\n  @n = 1\n  x = 2\n  m: (a) -> a + @x\nclass B extends A\n  m: (a) -> super(a) + A.n\nnew B().m 10", `13`},
		"bound methods":                     {"class A\n  constructor: (@v) ->\n  get: => @v\n{get} = new A 4\nget()", `4`},
		"patterns in constructors promote":  {"class A\n  constructor: ({@a, b: @c = 2, @d = @a, ...@rest}, [@x, ...@more], {p: {@q, r}}, @class) ->\n    @sum = a + c + r\na = new A {a: 1, e: 5}, [6, 7, 8], {p: {q: 9, r: 10}}, 11\n[a, a.sum]", `[{"a":1,"c":2,"d":1,"rest":{"e":5},"x":6,"more":[7,8],"q":9,"class":11,"sum":13},13]`},
		"functions in defaults have this":   {"class A\n  constructor: (@n = 1, @next = => @n += 1) ->\nclass B extends A\n  constructor: (@m = 5, @more = => @m += 1) -> super()\n[a, b] = [new A, new B]\na.next()\nb.more()\n[a.n, b.m, b.n]", `[2,6,1]`},
		"promotion comes after super":       {"class A\n  constructor: (@n) ->\nclass B extends A\n  constructor: ({@n, @if}, [@m] = [4]) -> super @n * 2\nb = new B {n: 1, if: 3}\n[b.n, b.if, b.m]", `[1,3,4]`},
		"enum":                              {"enum E\n  a\n  b = 5\n  c\n[E.a, E.c, E[5]]", `[0,6,"b"]`},
		"await in a value":                  {"x = if true\n  y = Promise.resolve! 3\n  y + 1\nx", `4`},
		"standard names":                    {"[kind([]), zip([1, 2], [3, 4]), rand(5, 5)]", `["array",[[1,3],[2,4]],5]`},
		"ranges both ways":                  {"[[1..3], [3...1], [2...2]]", `[[1,2,3],[3,2],[]]`},
		"types are gone":                    {"f = (a: number, b?: Map<string, {x: number}[]>): string -> \"#{a as number}\"\nf 1", `"1"`},
		"a match in a default":              {"f = (s, n = s[/\\d/], ok = s =~ /x(.)/, {m} = {m: _[1]}) -> [n, m, _[1]]\n[f('x1y2'), f.length]", `[["1","1","1"],1]`},
		"an assignment in a default":        {"f = (a = (t = 2; t * 2), g = -> t) -> [a, t, g()]\n[f(), f(1)[0]]", `[[4,2,2],1]`},
		"an assignment in a field":          {"class A\n  x = (t = 2; t * 2)\n  y = if (m = 'ab'.match /b/) then m[0] else 'none'\na = new A\n[a.x, a.y, typeof t]", `[4,"b","undefined"]`},
		"for x in x":                        {"x = [1, 2]\ni = 2\nn = {k: n: 3}\na = (x for x in x)\nb = (i for i in [0..i])\nc = (n for k, n of n.k)\nd = (x + i for x, i in x by i)\n[a, b, c, d, x, i]", `[[1,2],[0,1,2],[3],[1],[1,2],2]`},
		"a value waits for its finally":     {"a = 1\nf = -> a\nseen = 0\na = try 2 finally seen = f()\n[a, seen]", `[2,1]`},
		"catch e does not take e's value":   {"e = try\n  throw 1\ncatch e\n  e + 1\nxs = for x in [1]\n  try\n    throw 5\n  catch xs\n    xs + 1\n[e, xs]", `[2,[6]]`},
		"a negated assignment in a choice":  {"b = 3\nx = (unless (not (b %%= 3)) then 'some' else 'none')\n[b, x]", `[0,"none"]`},
		"a default may await":               {"g = (v) -> Promise.resolve v\nf = (a = g!(2), {b = g! a} = {}) -> [a, b]\nf!()", `[2,2]`},
		"words of JavaScript as properties": {"o = {enum: 1, class: {static: 2}, true, this: 4, [null]: 5}\n{enum: e, class: {static: s}} = o\nclass A\n  enum: -> 6\n  delete = 7\n  @import: (a) -> 8\n[e, s, o.enum, o.true, o.{enum}, A.import(), new A().enum(), (new A).delete, (-> arguments.length)(1, 2)]", `[1,2,1,true,{"enum":1},8,6,7,2]`},
		"a guarded pattern":                 {"f = (t) ->\n  {a, b} = t.x or return 'no x'\n  [c, ...d, e] = t.y ?? throw 'no y'\n  if t.z\n    {a} = t.z\n  [a, b, c, d, e]\n[f({}), (try f({x: {}}) catch e then e), f({x: {a: 1, b: 2}, y: [3, 4, 5], z: {a: 6}})]", `["no x","no y",[6,2,3,[4],5]]`},
		"carriage returns":                  {"a = '''\r\n  x\r\n  y\r\n  '''\r\nif a\r\n  a", `"x\ny"`},
	} {
		t.Run(name, func(t *testing.T) {
			source := "ripMain = ->\n  " + strings.ReplaceAll(c.src, "\n", "\n  ")
			result, err := compiler.Compile([]byte(source), compiler.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := evaluate(string(result.Code) + "\n;ripMain()")
			if err != nil {
				t.Fatalf("%v in\n%s", err, result.Code)
			}
			if got != c.want {
				t.Errorf("value %s, want %s, of\n%s", got, c.want, result.Code)
			}
		})
	}
}

func TestRip3SpellingsNeedTheirOption(t *testing.T) {
	for _, src := range []string{"x = `1 + 1`\n", "class A\n  n: 5\n"} {
		if _, err := compiler.Compile([]byte(src), compiler.Options{}); err == nil {
			t.Errorf("%q compiles without the option", src)
		}
		result, err := compiler.Compile([]byte(src), compiler.Options{Rip3: true})
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if err := parseJavaScript(result.Code); err != nil {
			t.Error(err)
		}
	}
}

func TestAnnotationWithoutAValueMayEndAModule(t *testing.T) {
	result, err := compiler.Compile([]byte("x = 1\ny: number\n"), compiler.Options{})
	if err != nil || string(result.Code) != "let y; const x = 1;\n" {
		t.Errorf("error %v, output %s", err, result.Code)
	}
}

func TestHelpersThatAreNotUsedAreNotWritten(t *testing.T) {
	result, err := compiler.Compile([]byte("a = 1\nb = a + 2\n"), compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(result.Code), "const a = 1;\nconst b = a + 2;\n"; got != want {
		t.Errorf("output %q, want %q", got, want)
	}
}

// Nesting is bounded, so that no input exhausts the stack.
func TestDeepNestingIsRefusedNotFatal(t *testing.T) {
	for _, unit := range []string{"(", "[", "{a: ", "-> ", "not ", "- ", "f ", "if a then ", "a = ", "\"#{"} {
		src := strings.Repeat(unit, 100_000)
		_, err := compiler.Compile([]byte(src), compiler.Options{})
		var list diag.List
		if err == nil || !errors.As(err, &list) {
			t.Errorf("%q many times: error %.100v, want diagnostics", unit, err)
		}
	}
}
