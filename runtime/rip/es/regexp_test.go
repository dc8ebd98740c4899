package es_test

import (
	"testing"

	"github.com/dop251/goja"
)

func TestManyDynamicPatternsDoNotGrowTheCache(t *testing.T) {
	got := evaluate(t, newVM(t), `(() => { let n = 0; for (let i = 0; i < 3000; i++) n += new RegExp('^' + i + '$', 'u').test('' + i); return n; })()`)
	if got != "3000" {
		t.Error(got)
	}
}

// Whatever a pattern is, it becomes an expression or a SyntaxError.
func FuzzPatternsAreExpressionsOrSyntaxErrors(f *testing.F) {
	for _, seed := range []string{`\p{L}`, `[\p{L}--[a-z]]`, `[\q{a|bc}&&x]`, `[^\P{Lu}]`, `\p{`, `[[`, `[a-`, `[\u{1F600}-\uD83D\uDE01]`, `[\c`, `\p{RGI_Emoji}+`, `(?<n>\p{Nd})\k<n>`} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	vm := newVM(f)
	construct, _ := goja.AssertConstructor(vm.Get("RegExp"))
	f.Fuzz(func(t *testing.T, source string, sets bool) {
		if len(source) > 200 {
			t.Skip()
		}
		flags := "u"
		if sets {
			flags = "v"
		}
		o, err := construct(nil, vm.ToValue(source), vm.ToValue(flags))
		if err == nil {
			if o.Get("flags").String() != flags {
				t.Fatalf("%q has flags %v", source, o.Get("flags"))
			}
			return
		}
		thrown, ok := err.(*goja.Exception)
		if !ok || thrown.Value().(*goja.Object).Get("name").String() != "SyntaxError" {
			t.Fatalf("%q: %v", source, err)
		}
	})
}

// Luxon's parser, and many others, make their patterns in constructors.
func TestAPatternMadeByACallWithinAConstructorIsOne(t *testing.T) {
	for source, want := range map[string]string{
		`class Parser { constructor() { this.pattern = RegExp('a', 'i'); } } return new Parser().pattern.test('A');`: "true",
		`function Parser() { this.pattern = RegExp('a', 'i'); } return 'xA'.match(new Parser().pattern).index;`:      "1",
		`class Mine extends RegExp {} const mine = new Mine('b', 'g'); return mine instanceof Mine && mine.global;`:  "true",
		`const p = /x/; return RegExp(p) === p && new RegExp(p) !== p;`:                                              "true",
	} {
		if got := evaluate(t, newVM(t), "(() => {"+source+"})()"); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}
