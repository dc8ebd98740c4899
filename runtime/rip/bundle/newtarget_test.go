package bundle_test

import "testing"

// The value of each is that of its last expression, as a string.
func TestNewTargetIsUndefinedInPlainCalls(t *testing.T) {
	wantValues(t, map[string]string{
		`function f() { return new.target } class A { constructor() { this.x = f() } } new A().x`:                                             "undefined",
		`function F() { if (!new.target) return new F(); this.x = 1 } class A { constructor() { this.f = F() } } new A().f.x`:                 "1",
		`function F() { this.mine = new.target === F } new F().mine`:                                                                          "true",
		`function F() { this.mine = (() => new.target === F)() } new F().mine`:                                                                "true",
		`const f = function () { return (() => new.target)() }; class A { constructor() { this.x = f() } } new A().x`:                         "undefined",
		`class A { constructor() { this.same = new.target === B } } class B extends A { constructor() { new.target; super() } } new B().same`: "true",
		`class A { x = new.target; static y = new.target } String(new A().x) + A.y`:                                                           "undefinedundefined",
		`class A { m() { return (function () { return new.target })() } constructor() { this.x = this.m() } } new A().x`:                      "undefined",
		`class A { constructor() { this.x = [1].map(function () { return new.target })[0] } } new A().x`:                                      "undefined",
	})
}
