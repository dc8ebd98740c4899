
const add = function(a, b = 2, ...rest) { return a + b + rest.length; };
const go = (e) => this.go(e);
function hoisted(n) {
  return n * 2; }
function log(x) {
  console.log(x); }
const save = function() { 1; };
const xs = [1, 2, 3].map(function(it) { return it + 1; });
const f = function(a, ..._rest) { let [z] = _rest.slice(-1); return [a, z]; };
const gen = function*() { return yield 1; };
const both = async function*() {
  return yield await 1; };
const counter = (function(count) { return function() { return count++; }; })(0);
const user = function(id) { let _value;
  const u = find(id); if (!u) return null;
  if ((_value = u.name) == null) throw new Error('no name'); return _value; };
post('/x', {input: S}, function() { return 1; });
get('/u/:id', function() { return {id: 1}; });
setTimeout(function() {
  return tick(); },
100);
const fetchUser = async function(id) {
  const r = await fetch(`/u/${id}`);
  return await r.json(); };
const opt = await f?.(1);
const made = await new X(1);
