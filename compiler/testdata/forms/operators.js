let _ref, _ref2, _ref3, _ref4; let _, table, s, opts;
const between = 1 < (_ref = mid()) && _ref <= 9;
const has = _has(x, list);
const none = !('k' in table);
const half = Math.floor(n / 2);
const wrapped = modulo(n, 5);
const line = '-'.repeat(10);
const there = name != null;
const known = (a ?? b) || c;
const last = xs.at(-1);
const some = xs.slice(1, 4);
splice(xs, 0, 2, [9]);
if ((_ = toMatchable(s).match(/(\d+)/))) {
  use(_[1]); }
const first = (_ = toMatchable(s).match(/\w+/)) && _[0];
const slim = (_ref2 = user, {name: _ref2.name, mail: _ref2.email, role: _ref2.role ?? 'guest'});
table = new Map([["a", 1], [/b/, 2]]);
String.prototype.shout = function() { return this.toUpperCase() + '!'; };
if ((_ref3 = a) != null) _ref3.b.c = 1;
(_ref4 = get()).n = Math.floor(_ref4.n / 2);
s = s.trim();
Object.assign(opts ??= {}, {debug: true});
const neg = -(a ** 2);
function _has(x, list) { return typeof list === "string" || [].constructor.isArray(list) ? list.includes(x) : x in list; }
function modulo(a, b) { return ((a % b) + b) % b; }
function splice(list, from, to, items) { const at = from < 0 ? list.length + from : from; const end = to === undefined ? list.length : to < 0 ? list.length + to : to; list.splice(at, end > at ? end - at : 0, ...items); return items; }
function toMatchable(v) { return v == null ? "" : typeof v === "symbol" ? v.toString() : `${v}`; }
