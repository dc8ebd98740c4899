// Deep equality as node:assert, node:util and Bun.deepEquals have it.
(function () {
  'use strict';
  const tagOf = (value) => Object.prototype.toString.call(value);
  const isBoxed = (value) => value instanceof Number || value instanceof String || value instanceof Boolean ||
    value instanceof Symbol || typeof BigInt === 'function' && value instanceof BigInt;

  function primitives(a, b, strict) {
    if (strict) return Object.is(a, b);
    // eslint-disable-next-line eqeqeq
    return a == b || a !== a && b !== b;
  }

  // deepEqual compares; strict as deepStrictEqual, otherwise with ==. seen are
  // the pairs around, so that cycles end.
  function deepEqual(a, b, strict, seen = []) {
    if (a === b) return a !== 0 || !strict || Object.is(a, b);
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      if (strict || a === null || b === null || (typeof a !== 'object' && typeof b !== 'object')) return primitives(a, b, strict);
      return false;
    }
    if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (tagOf(a) !== tagOf(b)) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (seen.some(([x, y]) => x === a && y === b)) return true;
    seen.push([a, b]);
    const equal = inside(a, b, strict, seen) && properties(a, b, strict, seen);
    seen.pop();
    return equal;
  }

  // inside compares what is not properties.
  function inside(a, b, strict, seen) {
    if (Array.isArray(a)) return a.length === b.length;
    if (a instanceof Date) return b instanceof Date && Object.is(a.getTime(), b.getTime());
    if (a instanceof RegExp) return b instanceof RegExp && String(a) === String(b) && a.lastIndex === b.lastIndex;
    if (a instanceof Error) return b instanceof Error && a.message === b.message && a.name === b.name && deepEqual(a.cause, b.cause, strict, seen);
    if (isBoxed(a)) return isBoxed(b) && Object.is(a.valueOf(), b.valueOf());
    if (ArrayBuffer.isView(a) || a instanceof ArrayBuffer) return bytes(a, b);
    if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((value) => setHas(b, value, strict, seen));
    if (a instanceof Map) return b instanceof Map && a.size === b.size && [...a].every(([key, value]) => mapHas(b, key, value, strict, seen));
    if (a instanceof WeakMap || a instanceof WeakSet || a instanceof Promise) return false;
    return true;
  }

  function bytes(a, b) {
    if (a.byteLength !== b.byteLength) return false;
    const view = (value) => new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
    const x = view(a), y = view(b);
    if (a instanceof Float32Array || a instanceof Float64Array) return a.every((value, i) => Object.is(value, b[i]));
    return x.every((value, i) => value === y[i]);
  }

  const setHas = (set, value, strict, seen) => set.has(value) ||
    (typeof value === 'object' || !strict) && [...set].some((other) => deepEqual(value, other, strict, seen));

  const mapHas = (map, key, value, strict, seen) => map.has(key)
    ? deepEqual(value, map.get(key), strict, seen)
    : (typeof key === 'object' || !strict) &&
      [...map].some(([otherKey, other]) => deepEqual(key, otherKey, strict, seen) && deepEqual(value, other, strict, seen));

  function properties(a, b, strict, seen) {
    const keys = ArrayBuffer.isView(a) ? [] : Object.keys(a);
    if (!ArrayBuffer.isView(a) && keys.length !== Object.keys(b).length) return false;
    if (!keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key], strict, seen))) return false;
    if (!strict) return true;
    const symbols = (value) => Object.getOwnPropertySymbols(value).filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
    const own = symbols(a);
    return own.length === symbols(b).length && own.every((symbol) => Object.hasOwn(b, symbol) && deepEqual(a[symbol], b[symbol], strict, seen));
  }

  return deepEqual;
})
