package bundle_test

import "testing"

// goja by itself gets the first half wrong, and does not compile the last two.
func TestComparisonsAreTakenFromTheLeft(t *testing.T) {
	wantValues(t, map[string]string{
		`1 < 2 < 3`: "true",
		`3 > 2 > 1`: "false",
		`let b = 1, c = 2, d = 3; [b < c <= d, d > c > b, b < c < d < 4, (b < c) < d].join()`: "true,false,true,true",
		`1 in { 1: 1 } in { true: 1 }`:                                           "true",
		`[] instanceof Array instanceof Object`:                                  "false",
		`let b = 1, c = 2; [1 < -c < 3, 1 < c++ < 3, c < b + c < 1].join()`:      "true,true,false",
		`let b = 1, c = 2, d = 3; [b < (c < d), d > (c > b), 5 > (1, 2)].join()`: "false,true,true",
		`1 < 2 == true`: "true",
		`class A { #x; static is(o) { return #x in o && true } } [A.is(new A()), A.is({})].join()`:            "true,false",
		`class A { #x; static is(o) { return #x in o ? 1 : #x in o || 2 } } [A.is(new A()), A.is({})].join()`: "1,2",
	})
}
