import { check, formatMoney, get, isBlank, post, read, registerValidator, toName, toPhone, validatorNames } from "@rip/api";
import { app, equal, form, json, test, throws } from "./harness";

// name: [what is sent, what it becomes]…; null is a refusal.
const tables: Record<string, [unknown, unknown][]> = {
  id: [["7", 7], ["0", null], ["-1", null], ["07", null], ["1.0", null], ["1e3", null], ["9".repeat(16), null]],
  int: [["-7", -7], ["+7", 7], ["0", 0], ["1.5", null], ["", null], [7, 7]],
  whole: [["0", 0], ["-1", null], ["12", 12]],
  float: [["1.5", 1.5], ["-.5", -0.5], ["1e3", 1000], ["x", null], ["1,5", null], ["Infinity", null]],
  decimal: [["1.50", 1.5], ["1e3", null], [".", null]],
  cents: [["123", 123], ["-5", -5], ["1.5", null]],
  money: [["$1,234.50", 123450], ["12", 1200], [".5", 50], ["1.005", 101], ["-1.005", -101], ["1,23", null], ["$", null], ["1.0049", 100]],
  money_even: [["1.005", 100], ["1.015", 102], ["1.0051", 101]],
  ids: [["3, 1 2,3", [1, 2, 3]], ["1,x", null], [" ", null]],
  string: [["a  b\n c", "a b c"]],
  text: [["a   b\n c", "a b\n c"]],
  name: [["john smith", "John Smith"], ["JEAN-LUC o'neil mcadams iii", "Jean-Luc O'Neil McAdams III"], ["ludwig van beethoven", "Ludwig van Beethoven"]],
  address: [["12 main street nw", "12 Main Street NW"], ["po box 7", "PO Box 7"]],
  bool: [["yes", true], ["off", false], ["maybe", null]],
  truthy: [["on", true], ["no", null]],
  falsy: [["n", true], ["y", null]],
  slug: [["Hello-World", "hello-world"], ["a--b", null], ["a b", null]],
  date: [["2024-02-29", "2024-02-29"], ["20240229", "20240229"], ["2023-02-29", null], ["2024-13-01", null], ["2024-0229", null]],
  time: [["23:59:59", "23:59:59"], ["9:05", "9:05"], ["24:00", null]],
  time12: [["9:05 PM", "9:05 pm"], ["13:00 pm", null], ["12:00am", "12:00am"]],
  email: [[" A@B.Co ", "a@b.co"], ["a@b", null], ["a b@c.de", null], ["a@-b.de", null], ["a@b..de", null], ["a@b.co\nx", null]],
  phone: [["212.555.0100", "(212) 555-0100"], ["+1 (212) 555-0100 x 7", "(212) 555-0100, ext. 7"], ["+49 30 123456", "+4930123456"], ["123", null], ["555-0100", null]],
  state: [["ut", "UT"], ["utah", null]],
  zip: [["84101", "84101"], ["84101-1234", "84101"], ["841", null], ["841012", null]],
  zipplus4: [["841011234", "84101-1234"], ["84101", null]],
  ssn: [["123-45-6789", "123456789"], ["12-345-6789", null]],
  sex: [["Female", "f"], ["x", null]],
  username: [["Ada_L", "ada_l"], ["ab", null], ["a b c", null]],
  ip: [["192.168.0.1", "192.168.0.1"], ["256.1.1.1", null], ["1.2.3", null], ["01.2.3.4", null]],
  mac: [["0A-1B-2C-3D-4E-5F", "0a:1b:2c:3d:4e:5f"], ["0a1b2c3d4e5f", "0a:1b:2c:3d:4e:5f"], ["0a1b2c3d4e5", null]],
  url: [["https://a.de/x?y#z", "https://a.de/x?y#z"], ["javascript:alert(1)", null], ["http://a b", null], ["ftp://a.de", null]],
  color: [["ABC", "#abc"], ["#A1B2C3", "#a1b2c3"], ["#abcd", null]],
  uuid: [["0F1E2D3C4B5A69788796A5B4C3D2E1F0", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"], ["0f1e", null]],
  semver: [["1.2.3-rc.1+b", "1.2.3-rc.1+b"], ["01.2.3", null], ["1.2", null]],
  array: [[[1], [1]], ["[1]", null], [{}, null]],
  hash: [[{ a: 1 }, { a: 1 }], [[], null], ["{}", null]],
  json: [['{"a":1}', { a: 1 }], ["{", null], [[1], [1]]],
};

test("there are the 37 validators, and a table for each", () => {
  const names = Object.keys(tables).sort();
  equal(names.length, 37);
  equal(validatorNames().filter((name) => tables[name] === undefined), []);
  equal(names.filter((name) => !validatorNames().includes(name)), []);
});

for (const [name, rows] of Object.entries(tables)) {
  test(`validator ${name}`, async () => {
    const ask = app(() => post("/x", () => ({ v: read("v", name) })));
    for (const [sent, want] of rows) equal([sent, (await ask("POST /x", json({ v: sent }))).body], [sent, JSON.stringify({ v: want })]);
  });
}

test("no validator throws or hangs on what nobody expects", () => {
  const odd = ["", " ", "\0", "💥", "a".repeat(4000), "1".repeat(4000), "-".repeat(4000), "1-".repeat(2000), "a@" + "b.".repeat(2000), "1,".repeat(2000), null, undefined, {}, [], NaN, true];
  for (const name of Object.keys(tables)) {
    const began = Date.now();
    for (const value of odd) check(name, value);
    if (Date.now() - began > 4000) throw new Error(`${name} takes ${Date.now() - began} ms`);
  }
});

test("required, missing and default values", async () => {
  const ask = app(() => get("/x", () => [
    read("none"), read("none", "int", 5), read("none", "int", () => 6), read("bad", "int", 7), read("empty"), read("empty", "string", "d"), read("pad", "raw"), read("pad"),
  ]));
  equal((await ask("GET /x?bad=x&empty=&pad=%20p%20")).body, '[null,5,6,7,"","d"," p ","p"]');
  const must = app(() => get("/x", () => read("bad", "int!")));
  const answer = await must("GET /x?bad=x");
  equal([answer.status, answer.body], [400, '{"error":{"message":"Missing required field: bad"}}']);
});

test("later sources win: the path over the query over the body", async () => {
  const ask = app(() => post("/x/:a", () => read()));
  equal((await ask("POST /x/path?a=query&b=query", json({ a: "body", b: "body", c: "body" }))).body, '{"a":"path","b":"query","c":"body"}');
});

test("paths into data reach only what was sent", async () => {
  const ask = app(() => post("/x", () => [read("a.b.0"), read("a.c.d"), read("constructor"), read("__proto__.x"), read("a.toString"), read("d.e")]));
  equal((await ask("POST /x", { body: '{"a":{"b":[1]},"__proto__":{"x":2},"d.e":3}', headers: { "Content-Type": "application/json" } })).body, "[1,null,null,2,null,3]");
  equal(({} as any).x, undefined);
  equal((await app(() => get("/y", () => read()))("GET /y?__proto__=1&constructor=2")).body, '{"__proto__":"1","constructor":"2"}');
});

test("lists, ranges and patterns", async () => {
  const ask = app(() => get("/x", () => {
    const v = "v";
    return [read(v, [1, 10]), read(v, { start: 1, end: 10 }), read(v, { max: 3 }), read(v, ["5", "abc"]), read(v, /b./)];
  }));
  equal((await ask("GET /x?v=5")).body, '[5,5,null,"5",null]');
  equal((await ask("GET /x?v=abc")).body, '["abc",null,"abc","abc","bc"]');
  equal((await ask("GET /x")).body, "[null,null,null,null,null]");
});

test("forms: repeated names of multipart are lists, of a query the last counts", async () => {
  const ask = app(() => post("/x", () => read()));
  const data = new FormData();
  data.append("a", "1");
  data.append("a", "2");
  equal((await ask("POST /x", { body: data })).body, '{"a":["1","2"]}');
  equal((await ask("POST /x", form("a=1&a=2"))).body, '{"a":"2"}');
  equal((await ask("POST /x", json([1, 2]))).status, 200);
});

test("own validators: no duplicates, none that are async, raw on demand", async () => {
  registerValidator("even", (v) => (Number(v) % 2 === 0 ? Number(v) : null));
  registerValidator("pair", (v) => (Array.isArray(v) && v.length === 2 ? v : null), { raw: true });
  throws(() => registerValidator("even", () => 1), /already/);
  throws(() => registerValidator("late", async () => 1), /async/);
  const ask = app(() => post("/x", () => [read("a", "even"), read("b", "even"), read("p", "pair")]));
  equal((await ask("POST /x", json({ a: 4, b: 5, p: [1, 2] }))).body, "[4,null,[1,2]]");
  equal((await app(() => get("/x", () => read("a", "emial")))("GET /x?a=1")).status, 500);
  equal((globalThis as any)[Symbol.for("rip.coercers")].get("money")("1.50"), 150);
});

test("read outside of a request says so", () => throws(() => read("x"), /outside of a request/));

test("small questions", () => {
  equal([null, "", " ", [], {}, false, 0, "a", [1], { a: 1 }].map(isBlank), [true, true, true, true, true, true, false, false, false, false]);
  equal([0, 5, 123456789, -150].map(formatMoney), ["$0.00", "$0.05", "$1,234,567.89", "-$1.50"]);
  equal([toName("ada  LOVELACE"), toPhone("x")], ["Ada Lovelace", ""]);
});
