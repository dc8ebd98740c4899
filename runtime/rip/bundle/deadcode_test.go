package bundle_test

import "testing"

// The value of each is that of its last expression, as a string. goja by itself
// gets all but the last three wrong.
func TestLoopsAroundCodeThatIsNeverReachedKeepTheirMeaning(t *testing.T) {
	wantValues(t, map[string]string{
		`let n = 0; for (let i = 0; i < 3; i++) { let a = i; (() => a)(); if (true) { n += a } else { if (n) continue; } } n`:                         "3",
		`let n = 0; for (const i of [1, 2, 3]) { let a = i; if (false) { if (n) continue; if (n) break; } n += a } n`:                                 "6",
		`let n = 0; for (const i of [1, 2, 3]) { if ("production" === "development") { continue; } n += i } n`:                                        "6",
		`let n = 0; a: for (const i of [1, 2, 3]) { while (!1) { continue a; } n += i } n`:                                                            "6",
		`let n = 0; a: for (const i of [1, 2, 3]) { for (; false; ) { break a; } n += i } n`:                                                          "6",
		`let n = 0; for (const f of [() => { for (const i of [1, 2]) { if (0 || null) { break; } n += i } }]) { f() } n`:                              "3",
		`class A { m(n = 0) { for (const i of [4]) { if (false && n) { break } n += i } return n } }; new A().m()`:                                    "4",
		`let n = 0; while (n < 9) { n++; switch (n) { case 1: { let q = n; if (!1) { let z = 1; break; } n += q } } } n`:                              "9",
		`let n = 0; for (const x of [1, 2]) { if (false) { try { let u = n; if (u) continue; } finally { n = 100 } } n += ` + "`${x}`.length" + `} n`: "2",
		`let n = 0; while (true) { if (++n > 3) break; } n`:                                                                                           "4",
		`let n = 0; for (; ; ) { if (++n > 3) break; } n`:                                                                                             "4",
		`let s = ""; for (const c of "abc") { if (typeof c === "string") { if (c == "b") continue; } s += c } s`:                                      "ac",
	})
}
