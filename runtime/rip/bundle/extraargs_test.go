package bundle_test

import "testing"

// goja by itself shows the arguments 2 and 3 in the first seven. The value of each
// is an array, joined.
func TestArgumentsWithoutParametersAreNoVariables(t *testing.T) {
	wantValues(t, map[string]string{
		`(function (a) { var f; const g = () => [a, f]; return g() })(1, 2, 3)`:                                               "1,",
		`(function (a, b) { var f; var h; function q() { f ??= 9; return [b, f, h] } return q() })(1, 2, 3, 4)`:               "2,9,",
		`((a) => { var f; return (() => [a, f])() })(1, 2, 3)`:                                                                "1,",
		`(function* (a) { var f; const g = () => [a, f]; yield g() })(1, 2, 3).next().value`:                                  "1,",
		`(class { static m(a) { var [f] = [], { h } = {}; return (() => [a, f, h])() } }).m(1, 2, 3)`:                         "1,,",
		`[7].map(function (x) { for (var i of []); if (0) { var y = 1 } return () => [x, i, y] })[0]()`:                       "7,,",
		`(function (a) { if (!f) { var f = "set" } return (() => [a, f])() })(1, 2)`:                                          "1,set",
		`(function (a) { var a; var f; function f() {} return (() => [a, typeof f])() })(1, 2)`:                               "1,function",
		`(function ({ a }, ...rest) { var s; return (() => [a, rest.length, s])() })({ a: 1 }, 2, 3)`:                         "1,2,",
		`(function (a) { var n = 0; for (var i = 0; i < 3; i++) { var s; s = (s || 0) + i } return [a, s, n] })(1, 2, 3)`:     "1,3,0",
		`(function (a = () => b) { var b = 1; return [typeof a, b] })(undefined, 2)`:                                          "function,1",
		`(class A { constructor(a) { var f; this.v = (() => [a, f])() } }, new (class extends Array {})(), [1])`:              "1",
		`(new (class extends Object { constructor(a) { var f; super(); this.v = (() => [a, f])() } })(1, 2)).v`:               "1,",
		`(function (a) { var arguments_ = arguments.length, f; return (() => [a, f, arguments_, arguments.length])() })(1,2)`: "1,,2,2",
	})
}
