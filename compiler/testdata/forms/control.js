let message;
let kind; switch (n) {
  case 1: case 2: kind = 'few'; break;
  case 3:
    kind = 'three'; break;
  default: kind = 'many'; }
let size;
if (n > 10) { size = 'big'; } else {
  size = 'small'; }
const msg = ok ? 'yes' : 'no';
if (ready) { done(); }
const label = ready ? 'a' : 'b';
let i = 0;
while (i < 3) { i += 1; }
const squares = []; for (let x = 1; x <= 3; x++) { if (x !== 2) {
    squares.push(x * x); } }
for (let _ref = list, i = 0; i < _ref.length; i += 2) { const x = _ref[i];
  use(x, i); }
const _ref2 = table; for (const k in _ref2) { if (!Object.hasOwn(_ref2, k)) continue; const v = _ref2[k];
  use(k, v); }
for await (const part of stream) {
  use(part); }
for (let it = 0; it < 3; it++) {
  use(it); }
const inverted = {}; const _ref3 = table; for (const k in _ref3) { const v = _ref3[k]; put(inverted, key(v), k); }
const pairs = []; for (const b of ys) { { for (const a of xs) { pairs.push([a, b]); } } }
let value; try { value = JSON.parse(text); } catch (e) { value = null; }
try {
  risky(); } catch (_error) { ({message} = _error);

  use(message); } finally {

  close(); }
function put(o, key, value) { return ({}).constructor.defineProperty(o, key, { value, writable: true, enumerable: true, configurable: true }); }
function key(k) { if (Object(k) !== k) return k; const o = { [k]: 0 }; return [...o.constructor.getOwnPropertyNames(o), ...o.constructor.getOwnPropertySymbols(o)][0] ?? "__proto__"; }
