// Grouping, and arrays out of asynchronous sources.
(function (define) {
  'use strict';
  const group = (items, callback, put) => {
    if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
    if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
    let i = 0;
    for (const item of items) put(callback(item, i++), item);
  };
  define(Object, {
    groupBy(items, callback) {
      const groups = Object.create(null);
      group(items, callback, (key, item) => {
        if (typeof key !== 'symbol') key = `${key}`;
        if (key in groups) groups[key].push(item);
        else groups[key] = [item];
      });
      return groups;
    },
  });
  define(Map, {
    groupBy(items, callback) {
      const groups = new Map();
      group(items, callback, (key, item) => {
        const list = groups.get(key);
        if (list === undefined) groups.set(key, [item]);
        else list.push(item);
      });
      return groups;
    },
  });

  // Upsert (ES2026).
  const upsert = (type) => ({
    getOrInsert(key, value) {
      if (type.prototype.has.call(this, key)) return type.prototype.get.call(this, key);
      type.prototype.set.call(this, key, value);
      return value;
    },
    getOrInsertComputed(key, callback) {
      const known = type.prototype.has.call(this, key);
      if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
      if (known) return type.prototype.get.call(this, key);
      if (key === 0) key = 0; // -0 is the key 0
      const value = callback(key);
      type.prototype.set.call(this, key, value);
      return value;
    },
  });
  define(Map.prototype, upsert(Map));
  define(WeakMap.prototype, upsert(WeakMap));

  const isConstructor = (value) => {
    try { Reflect.construct(Object, [], value); return true; } catch { return false; }
  };
  const append = (target, i, value) =>
    Object.defineProperty(target, i, { value, writable: true, enumerable: true, configurable: true });

  async function fromIterator(target, iterator, sync, mapper, self) {
    const next = iterator.next;
    for (let i = 0; ; i++) {
      let result = next.call(iterator);
      if (!sync) result = await result;
      if (typeof result !== 'object' || result === null) throw new TypeError(`Iterator result ${String(result)} is not an object`);
      if (result.done) {
        target.length = i;
        return target;
      }
      try {
        let value = sync ? await result.value : result.value;
        if (mapper !== undefined) value = await mapper.call(self, value, i);
        append(target, i, value);
      } catch (error) {
        try {
          const end = iterator.return;
          if (end !== undefined && end !== null) await end.call(iterator);
        } catch { /* the first error wins */ }
        throw error;
      }
    }
  }

  define(Array, {
    async fromAsync(items, mapper = undefined, self = undefined) {
      if (mapper !== undefined && typeof mapper !== 'function') throw new TypeError(`${String(mapper)} is not a function`);
      const Target = isConstructor(this) ? this : Array;
      const asynchronous = items[Symbol.asyncIterator] ?? undefined;
      const synchronous = asynchronous === undefined ? items[Symbol.iterator] ?? undefined : undefined;
      const open = asynchronous ?? synchronous;
      if (open !== undefined) {
        return fromIterator(new Target(), open.call(items), asynchronous === undefined, mapper, self);
      }
      const source = Object(items);
      const length = Math.min(Math.max(Math.trunc(Number(source.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
      const target = new Target(length);
      for (let i = 0; i < length; i++) {
        let value = await source[i];
        if (mapper !== undefined) value = await mapper.call(self, value, i);
        append(target, i, value);
      }
      target.length = length;
      return target;
    },
  });
  Object.defineProperty(Array.fromAsync, 'length', { value: 1, configurable: true });
})
