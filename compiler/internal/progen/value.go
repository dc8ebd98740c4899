// Package progen makes Rip programs for tests: each with what it must do when
// it runs. A piece of a program is made as a pair, its text and a Go function
// that does the same, so that the two stand side by side and nothing of the
// compiler is used to predict what the compiler should achieve.
package progen

import (
	"math"
	"strconv"
	"strings"
)

// value is what a generated program computes with: nil (undefined), float64,
// bool, string, *list, *object or *closure.
type value any

// list is an array, object a plain object, and both are references.
type (
	list   struct{ items []value }
	object struct{ fields map[string]value }
)

// closure is a function: call gets the arguments that were passed.
type closure struct {
	call func(args []value) value
}

// thrown is the panic of a throw.
type thrown struct{ value value }

// truthy is JavaScript's test.
func truthy(v value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case float64:
		return v != 0 && !math.IsNaN(v)
	case string:
		return v != ""
	}
	return true
}

// number is v where a number is wanted: undefined is NaN.
func number(v value) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case bool:
		if v {
			return 1
		}
		return 0
	}
	return math.NaN()
}

// text is v in an interpolation.
func text(v value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case float64:
		switch {
		case math.IsNaN(v):
			return "NaN"
		case math.IsInf(v, 0):
			return strings.TrimPrefix(strconv.FormatFloat(v, 'f', -1, 64)+"inity", "+")
		}
		return strconv.FormatFloat(v+0, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	}
	panic("a list or function is never text")
}

// toJSON is v as JSON.stringify shows it inside an array.
func toJSON(v value) string {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v - v) {
			return "null" // NaN and the infinities
		}
		return text(v)
	case bool:
		return text(v)
	case string:
		return strconv.Quote(v)
	case *list:
		parts := make([]string, len(v.items))
		for i, item := range v.items {
			parts[i] = toJSON(item)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	return "null"
}

// same is ===.
func same(a, b value) bool {
	x, ok1 := a.(float64)
	y, ok2 := b.(float64)
	if ok1 && ok2 {
		return x == y
	}
	return a == b
}

// modulo is %%.
func modulo(a, b float64) float64 { return math.Mod(math.Mod(a, b)+b, b) }

// sum adds what a list holds; undefined counts nothing.
func sum(v value) value {
	total := 0.0
	for _, item := range v.(*list).items {
		if item != nil {
			total += number(item)
		}
	}
	return total
}
