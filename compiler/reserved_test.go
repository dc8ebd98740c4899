package compiler_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
)

// javascriptWords are those that ECMAScript's modules allow for no variable
// (ECMA-262, 12.7.2), the two that strict code may not bind, and those that
// mean something in some places only.
func javascriptWords() []string {
	return strings.Fields(`break case catch class const continue debugger default delete do else enum export
		extends false finally for function if import in instanceof new null return super switch this throw true
		try typeof var void while with yield let static implements interface package private protected public
		await eval arguments async get set of as from target constructor prototype __proto__ undefined accessor using
		NaN Infinity globalThis name length`)
}

// bindings are the positions where a program names something, for W.
func bindings() []string {
	return []string{
		"W = 1", "W =! 1", "W := 1", "W ~= 1", "W ?= 1", "W += 1", "W++", "x = W", "f W", "W 1", "W.pick 1", "x = 1 + W.y", "x = [W]",
		"x = {W}", "{W} = o", "{a: W} = o", "{W = 1} = o", "{...W} = o", "[W] = o", "[a, ...W] = o", "[...W, a] = o", "[W = 1] = o",
		"f = (W) -> 1", "f = (W = 1) -> 1", "f = (...W) -> 1", "f = ({W}) -> 1", "f = ([W]) => 1", "f = (a, {b: W}) -> 1", "f = (a: W) -> 1",
		"f = (..., W) -> 1", "x = W -> 1", "do (W = 1) -> 1", "f? W",
		"def W()\n  1", "def W!()\n  1", "def f(W)\n  W", "W = -> 1", "W! 1", "x = W!", "x = W?", "x = W ? 1 : 2",
		"class W\n  a: -> 1", "x = class W", "class A extends W", "class A\n  constructor: (@W) -> 1", "class A\n  W = 1\n  @W = 2\n  m: -> @W",
		"class A\n  W: -> 1\n  @W: -> 2", "class A\n  W: number", "class @W\n  a: 1",
		"enum W\n  A\n  B", "enum E\n  W\n  B", "type W = number", "interface W\n  a: number", "x: W = 1",
		"for W in xs\n  W", "for x, W in xs\n  x", "for W of o\n  1", "for k, W of o\n  1", "for W as o\n  1", "for {W} as o\n  1", "for [W] in o\n  1",
		"r = (W for W in xs)", "r = {[W]: 1 for W of o}", "for W in [1..3]\n  W",
		"try f() catch W then 1", "try\n  f()\ncatch W\n  1", "try\n  f()\ncatch {W}\n  1",
		"import W from 'm'", "import {W} from 'm'", "import {a as W} from 'm'", "import {W as b} from 'm'", "import * as W from 'm'", "import a, {W} from 'm'",
		"import {W} from 'm'\nx = W", "import {a as W} from 'm'\nx = W", "import * as W from 'm'\nx = W", "import W from 'm'\nx = W 1",
		"export W = 1", "export W =! 1", "export def W()\n  1", "export class W", "export {W}", "a = 1\nexport {a as W}", "export {W as b}",
		"export {W} from 'm'", "export {W as b} from 'm'", "export {a as W} from 'm'", "export * as W from 'm'", "export enum W\n  A", "export W := 1",
		"x = o.W", "x = o?.W", "o.W = 1", "x = {W: 1}", "W: 1", "f W: 1", "x = o.{W}", "x = o.{W: b}", "x = o.{a: W}", "x = o.{W = 1}",
		"x = A::W", "W::m = 1", "x = :W", "x = *{W: 1}", "o.W! 1", "x = o.W!", "x = W\"t\"", "x = \"#{W}\"", "x = W[0]", "x = W?.a", "x = -W", "x = W as T",
		"x = schema :shape\n  W! string", "W = schema :shape\n  a! string", "W = schema :enum\n  :a 1", "x = schema :shape\n  W: -> 1", "x = schema :shape\n  a! W",
		"*>W = {a: 1}", "W .= trim()", "~> W", "W ~> 1", "break W", "continue W", "x.W ?= 1", "[o.W, @W] = x", "x = new W", "x = new W.y 1", "x = W.new 1",
		"f = -> W", "f = (a) -> a.W", "x = (W)", "switch W\n  when 1 then 2", "switch x\n  when W then 2", "if W then 1", "1 if W", "return W",
		"x = @W", "@W = 1", "{@W} = o", "x = typeof W", "super.W", "class A\n  m: -> super.W 1", "W:\n  a: 1", "W = {a: 1}\nx = W.a",
		"class A\n  x = W\n  @y = [W]\n  m: -> W", "class A\n  W: -> 1\n  b = 1", "class A\n  W: string\n  m: -> 1", "class A\n  W = 1\n  m: -> 2",
		"class A\n  @W: -> 1\n  @W = 1\n  @m: -> 2", "class A\n  W! : -> 1", "W\n  a: 1", "W -> 1", "W (a) -> 1", "W [1]", "W {a: 1}", "x = (W, a) => W",
	}
}

// A word that JavaScript keeps for itself is a name of Rip wherever JavaScript
// lets it be one (o.enum, {class: 1}), and refused elsewhere.
func TestJavaScriptsWordsAreRefusedOrEmittedWhereTheyMayStand(t *testing.T) {
	for _, word := range javascriptWords() {
		for _, form := range bindings() {
			src := strings.ReplaceAll(form, "W", word)
			result, err := compiler.Compile([]byte(src), compiler.Options{})
			if err != nil {
				continue
			}
			if err := parseModule(result.Code); err != nil {
				t.Errorf("%s\n=> %s\n%v", src, result.Code, err)
			}
		}
	}
}

// parseModule is parseJavaScript for a module: strict, whatever it contains.
func parseModule(code []byte) error {
	return parseJavaScript(append(code, "\nexport const ripModule = 1;\n"...))
}

func TestWordsOfJavaScriptAreRefusedAsVariablesAndAllowedAsProperties(t *testing.T) {
	for _, src := range []string{
		"enum.pick 1", "x = {enum}", "x = {break}", "x = {unless}", "import {new} from 'm'", "import {enum} from 'm'", "export {if}",
		"try f() catch enum then 1", "try f() catch arguments then 1", "x = class enum", "x = -> enum", "class A\n  x = -> 1\n  y = => arguments",
	} {
		if result, err := compiler.Compile([]byte(src), compiler.Options{}); err == nil {
			t.Errorf("%s\nis accepted, as\n%s", src, result.Code)
		}
	}
}
