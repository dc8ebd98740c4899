package es_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dop251/goja"
)

func TestMistakesInJSONReadAsTheyDoInV8(t *testing.T) {
	vm := newVM(t)
	for text, want := range map[string]string{
		`{`:                      `Expected property name or '}' in JSON at position 1 (line 1 column 2)`,
		`{"a"`:                   `Expected ':' after property name in JSON at position 4 (line 1 column 5)`,
		`{"a":`:                  `Unexpected end of JSON input`,
		`{"a":1,}`:               `Expected double-quoted property name in JSON at position 7 (line 1 column 8)`,
		`{"a":1 "b"`:             `Expected ',' or '}' after property value in JSON at position 7 (line 1 column 8)`,
		`[1 2]`:                  `Expected ',' or ']' after array element in JSON at position 3 (line 1 column 4)`,
		`[1,]`:                   `Unexpected token ']', "[1,]" is not valid JSON`,
		`01`:                     `Unexpected number in JSON at position 1 (line 1 column 2)`,
		`-`:                      `No number after minus sign in JSON at position 1 (line 1 column 2)`,
		`1.`:                     `Unterminated fractional number in JSON at position 2 (line 1 column 3)`,
		`1e`:                     `Exponent part is missing a number in JSON at position 2 (line 1 column 3)`,
		`"a`:                     `Unterminated string in JSON at position 2 (line 1 column 3)`,
		"\"a\n\"":                "Bad control character in string literal in JSON at position 2 (line 1 column 3)",
		`"\x"`:                   `Bad escaped character in JSON at position 2 (line 1 column 3)`,
		`"\u12x4"`:               `Bad Unicode escape in JSON at position 5 (line 1 column 6)`,
		"{\n \"a\": é}":          "Unexpected token 'é', \"{\n \"a\": é}\" is not valid JSON",
		"1\n2":                   "Unexpected non-whitespace character after JSON at position 2 (line 2 column 1)",
		`undefined`:              `"undefined" is not valid JSON`,
		`[object Object]`:        `"[object Object]" is not valid JSON`,
		`<!DOCTYPE html><html>x`: `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
		`{"aaaaaaaaaaaa": x, "bbbbbbbbbbbbbbb": 1}`: `Unexpected token 'x', ..."aaaaaaa": x, "bbbbbb"... is not valid JSON`,
	} {
		got := evaluate(t, vm, "JSON.parse("+strconv.Quote(text)+")")
		if want := "SyntaxError: " + want; got != want {
			t.Errorf("JSON.parse(%q):\n\t%s\nwant\n\t%s", text, got, want)
		}
	}
}

func TestDeepJSONIsRefusedBeforeTheStackEnds(t *testing.T) {
	vm := newVM(t)
	if got := evaluate(t, vm, "JSON.parse('['.repeat(9999) + ']'.repeat(9999)).length"); got != "1" {
		t.Errorf("9,999 levels: %s", got)
	}
	if got := evaluate(t, vm, "JSON.parse('['.repeat(1e6))"); !strings.Contains(got, "nested more than 10000 levels") {
		t.Errorf("a million levels: %s", got)
	}
}

// A setter or a frozen property of Object.prototype must not see what is parsed.
func TestParsedPropertiesAreOwnWhateverObjectPrototypeHas(t *testing.T) {
	vm := newVM(t)
	got := evaluate(t, vm, `(() => {
		Object.defineProperty(Object.prototype, 'trap', { set() { throw new Error('sprung'); }, configurable: true });
		Object.freeze(Object.prototype);
		return JSON.stringify(JSON.parse('{"trap":1,"toString":2}'));
	})()`)
	if got != `{"trap":1,"toString":2}` {
		t.Error(got)
	}
}

func FuzzJSONParseAgreesWithGo(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e-3,"x\u00e9\ud83d\ude00",null,true]}`, `[[],{}]`, `"\ud800"`, `-0`, `{"__proto__":1}`, " 1 ", `{"a":1,}`} {
		f.Add(seed)
	}
	vm := newVM(f)
	parse, _ := goja.AssertFunction(vm.Get("JSON").(*goja.Object).Get("parse"))
	stringify, _ := goja.AssertFunction(vm.Get("JSON").(*goja.Object).Get("stringify"))
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<12 {
			t.Skip()
		}
		value, err := parse(goja.Undefined(), vm.ToValue(text))
		if (err == nil) != json.Valid([]byte(text)) {
			t.Fatalf("JSON.parse(%q): %v; Go says valid: %v", text, err, err != nil)
		}
		if err != nil {
			return
		}
		again, err := stringify(goja.Undefined(), value)
		if err != nil {
			t.Fatal(err)
		}
		once := again.String()
		if value, err = parse(goja.Undefined(), again); err != nil {
			t.Fatalf("what JSON.stringify printed, %s: %v", once, err)
		}
		if again, err = stringify(goja.Undefined(), value); err != nil || again.String() != once {
			t.Fatalf("a second round gives %v (%v), not %s", again, err, once)
		}
	})
}

// document is 2 KB, as an API would answer.
var document = `{"items":[` + strings.TrimSuffix(strings.Repeat(`{"id":1234567,"name":"A name of usual length","price":12.5,"tags":["a","b"],"active":true,"note":null},`, 19), ",") + `]}`

func BenchmarkJSONParse(b *testing.B) {
	for name, make := range map[string]func() (*goja.Runtime, goja.Value){
		"goja": func() (*goja.Runtime, goja.Value) { vm := goja.New(); return vm, vm.Get("JSON") },
		"ours": func() (*goja.Runtime, goja.Value) { vm := newVM(b); return vm.Runtime, vm.Get("JSON") },
	} {
		b.Run(name, func(b *testing.B) {
			vm, object := make()
			parse, _ := goja.AssertFunction(object.(*goja.Object).Get("parse"))
			text := vm.ToValue(document)
			b.SetBytes(int64(len(document)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := parse(goja.Undefined(), text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
