package bundle_test

import "testing"

// goja by itself panics at most of these, and gets the others wrong.
func TestArrowFunctionsHaveTheArgumentsOfWhatIsAroundThem(t *testing.T) {
	wantValues(t, map[string]string{
		`(function () { return (() => arguments.length)() })(1, 2, 3)`:                                                       "3",
		`(function () { return (() => arguments)() })().length`:                                                              "0",
		`(function () { const f = () => arguments.length, g = 4, h = () => g; return f() + h() })(1, 2)`:                     "6",
		`(function (a) { return (() => arguments.length + a)() })(1, 2, 3)`:                                                  "4",
		`(function () { return [1].map(() => () => arguments[2])[0]() })(1, 2, 3)`:                                           "3",
		`(function () { var x = 1; return (() => x + arguments.length)() })(1, 2, 3)`:                                        "4",
		`(function (...r) { return (() => r.length + arguments.length)() })(1, 2)`:                                           "4",
		`({ m() { return (() => arguments.length)() } }).m(1)`:                                                               "1",
		`new (class { constructor() { this.n = (() => arguments.length)() } })(1, 2).n`:                                      "2",
		`(function* () { yield (() => arguments.length)() })(1, 2).next().value`:                                             "2",
		`(function () { return (() => ({ arguments }).arguments.length)() })(1)`:                                             "1",
		`(function () { return (() => function () { return arguments.length })()(1, 2) })(1)`:                                "2",
		`(function (fn) { return function () { return (() => fn.apply(this, arguments))() } })((a, b) => a + b)(3, 4)`:       "7",
		`((f) => f(1, 2, 3))(function () { if (arguments.length > 9) return; return [0].map(() => [...arguments]).join() })`: "1,2,3",
	})
}
