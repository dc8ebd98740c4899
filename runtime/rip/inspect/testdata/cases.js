1
-0
NaN
10n
true
null
undefined
Symbol("s")
Symbol()
"it's"
"it's \"quoted\""
"tab\tnewline\n\\\u0001"
[]
({})
[1, 2, 3]
[1, , 3, , ,]
[undefined, null]
({ a: 1, "b-c": 2, 3: 4, [Symbol("k")]: 5 })
({ get a() { return 1 }, set a(v) {}, get b() { return 1 }, set c(v) {} })
({ a: { b: { c: { d: 1 } } } })
({ a: [[[[1]]]] })
(() => { const o = { name: "x" }; o.self = o; o.list = [o]; return o })()
new Map([["a", 1], [{ b: 2 }, [3]]])
new Set([1, "b", { c: 3 }])
new Map()
class Foo { x = 1 }; new Foo()
class Foo { x = 1 }; class Bar extends Foo { }; [Foo, Bar, new Bar()]
class Foo { get [Symbol.toStringTag]() { return "Tagged" } }; new Foo()
Object.create(null)
Object.assign(Object.create(null), { a: 1 })
function named() {}; named
(() => {})
(async () => {})
(function* gen() {})
Object.assign(function withProps() {}, { a: 1 })
new Date(0)
new Date(NaN)
/re/gi
new Uint8Array([1, 2, 3])
new Float64Array(2)
new Uint8Array([1, 2, 3]).buffer
new DataView(new ArrayBuffer(2))
Promise.resolve({ a: 1 })
new Promise(() => {})
new WeakMap()
new Number(3)
new String("abc")
new Boolean(false)
Object(Symbol("boxed"))
Array.from({ length: 120 }, (_, i) => i)
Array.from({ length: 7 }, (_, i) => "item " + i)
Array.from({ length: 30 }, (_, i) => "x".repeat(i % 7))
"x".repeat(10050)
({ long: "a long text that takes some space", other: "another long text that takes space", third: 3 })
({ a: { b: 1, c: [1, 2, { d: 4 }] }, e: "text", f: [{ g: 1 }, { h: 2 }] })
[["a", 1], ["b", 2]]
({ f() {}, g: class {}, h: Math.max })
({ [Symbol.for("nodejs.util.inspect.custom")](depth) { return "custom " + depth } })
({ inner: { [Symbol.for("nodejs.util.inspect.custom")]() { return { shown: 1 } } } })
[new Foo2(), new Foo2()]; function Foo2() { this.a = [1, 2] }
(function () { return arguments })(1, 2)
Object.assign([1, 2], { extra: true })
({ "a\nb": 1, "it's": 2 })
[-1, 22, -333, 4, 5, 6, 7, 8, 9, 10.5]
({ u: undefined, n: null, b: 1n, s: Symbol("q") })
new Proxy({ a: 1 }, {})
[[[[]]], [[[{}]]]]
({ list: Array.from({ length: 10 }, (_, i) => ({ id: i })) })
[1.5, "mixed", true, null, undefined, 7, 8]
globalThis.Math
JSON
({ a: { b: { c: {} } } })
({ a: { b: { c: [] , d: 1 } } })
({ x: [[[1]]] })
