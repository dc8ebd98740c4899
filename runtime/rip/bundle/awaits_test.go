package bundle_test

import "testing"

// goja by itself panics at the first four, which costs the VM.
func TestWhatSaysThatItIsAPromiseIsAwaitedAsWhatItIs(t *testing.T) {
	for body, want := range map[string]string{
		`const x = { constructor: Promise }; return String((await x) === x)`:                                                           "true",
		`const x = { constructor: Promise, then(done) { done("then") } }; return await x`:                                              "then",
		`const p = Promise.resolve("proxy"); return await new Proxy(p, { get: (t, k) => k === "then" ? t.then.bind(t) : t[k] })`:       "proxy",
		`class X {} X.prototype.constructor = Promise; return (await new X()).constructor.name`:                                        "Promise",
		`for await (const x of [Promise.resolve("in turn")]) return x`:                                                                 "in turn",
		`try { await Promise.reject(new Error("no")) } catch (e) { return e.message }`:                                                 "no",
		`try { await { then() { throw "thrown" } } } catch (e) { return e }`:                                                           "thrown",
		`class Mine extends Promise<string> {} return await Mine.resolve("mine")`:                                                      "mine",
		`const log = []; const tick = async (n) => { await n; log.push(n) }; await Promise.all([tick(1), tick(2)]); return log.join()`: "1,2",
	} {
		dir := write(t, "-- index.ts --\nexport const value = async () => { "+body+" }\n")
		if got := evaluate(t, build(t, source(t, dir, "index.ts"))); got != want {
			t.Errorf("%s: %v, want %s", body, got, want)
		}
	}
}
