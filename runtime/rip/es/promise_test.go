package es_test

import "testing"

// Awaiting such an object was a panic of goja. (Repeater's push answers with one.)
func TestWhatInheritsFromAPromiseIsAwaitedByItsThen(t *testing.T) {
	for source, want := range map[string]string{
		`const p = Promise.resolve(1); const q = Object.create(p); q.then = p.then.bind(p); return await q + 1;`:                                                   "2",
		`return await Object.assign(Object.create(Promise.prototype), { then(done) { done(3) } });`:                                                                "3",
		`const p = Promise.resolve(1); const q = Object.create(p); q.then = (f) => f(4); return await Promise.resolve(q);`:                                         "4",
		`try { return await Object.create(Promise.resolve(1)); } catch (e) { return e.name; }`:                                                                     "TypeError",
		`class Mine extends Promise {} const m = Mine.resolve(5); return [await m, m.constructor === Mine, m.then(() => {}) instanceof Mine].join();`:              "5,true,true",
		`const x = { constructor: Promise }; const p = Promise.resolve(x); return [p === x, p instanceof Promise].join();`:                                         "false,true",
		`const p = Promise.resolve(1); return [Promise.resolve(p) === p, await Promise.resolve(), await Promise.resolve({ then(f) { f(7) } })].join();`:            "true,,7",
		`try { return Promise.resolve.call(1); } catch (e) { return e.name; }`:                                                                                     "TypeError",
		`const p = Promise.resolve(6); p.constructor = Array; return [p.constructor === Array, Promise.prototype.constructor === Promise, Object.keys(p)].join();`: "true,true,constructor",
	} {
		if got := evaluate(t, newVM(t), "(async () => {"+source+"})()"); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}
