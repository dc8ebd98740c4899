// Iterator and its helpers (ES2025).
(function (define) {
  'use strict';
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const Generator = Object.getPrototypeOf(function* () {}).prototype;

  const object = (value, what) => {
    if (typeof value !== 'object' && typeof value !== 'function' || value === null) throw new TypeError(`${what} is not an object`);
    return value;
  };
  const direct = (iterator) => ({ iterator: object(iterator, 'the iterator'), next: iterator.next });
  const step = (it) => {
    const result = it.next.call(it.iterator);
    return object(result, 'the result of next()');
  };
  // close ends an iterator early; when error is what ends it, that wins.
  const close = (iterator) => {
    const end = iterator.return;
    if (end !== undefined && end !== null) object(end.call(iterator), 'the result of return()');
  };
  const closeAfter = (iterator, error) => {
    try { close(iterator); } catch { /* the first error wins */ }
    throw error;
  };
  const callable = (fn, iterator) => {
    if (typeof fn !== 'function') closeAfter(iterator, new TypeError(`${typeof fn === 'symbol' ? 'a symbol' : fn} is not a function`));
    return fn;
  };
  const limit = (value, iterator) => {
    let n;
    try { n = Number(value); } catch (error) { closeAfter(iterator, error); }
    if (n !== n || Math.trunc(n) < 0) closeAfter(iterator, new RangeError(`${value} must be a positive number`));
    return Math.trunc(n);
  };

  // A helper is a generator in other clothes: one that closes its source when it
  // is closed before it began.
  const state = new WeakMap();
  const Helper = Object.create(prototype);
  const stateOf = (helper) => {
    const found = state.get(helper);
    if (found === undefined) throw new TypeError('not an Iterator Helper');
    return found;
  };
  define(Helper, {
    next() {
      const helper = stateOf(this);
      helper.begun = true;
      return Generator.next.call(helper.generator);
    },
    return() {
      const helper = stateOf(this);
      if (!helper.begun) {
        helper.begun = true;
        Generator.return.call(helper.generator);
        close(helper.source);
        return { value: undefined, done: true };
      }
      return Generator.return.call(helper.generator);
    },
  });
  Object.defineProperty(Helper, Symbol.toStringTag, { value: 'Iterator Helper', configurable: true });
  const helper = (source, generator) => {
    const made = Object.create(Helper);
    state.set(made, { source, generator, begun: false });
    return made;
  };

  // each yields what work(value, index) gives, and closes the source when it throws.
  function* guarded(it, body) {
    let open = true;
    try {
      for (let i = 0; ; i++) {
        open = false; // what next() throws does not close the source
        const result = step(it);
        if (result.done) return;
        const value = result.value;
        open = true;
        if ((yield* body(value, i)) === false) return;
      }
    } catch (error) {
      if (open) { open = false; closeAfter(it.iterator, error); }
      throw error;
    } finally {
      if (open) close(it.iterator);
    }
  }

  function* flatten(value, reject) {
    if (typeof value === 'string' && reject) throw new TypeError('a string is not flattened');
    const method = object(value, 'what the function returned')[Symbol.iterator];
    const inner = direct(method === undefined || method === null ? value : object(method.call(value), 'the iterator'));
    let open = false;
    try {
      for (;;) {
        open = false;
        const result = step(inner);
        if (result.done) return;
        open = true;
        yield result.value;
      }
    } finally {
      if (open) close(inner.iterator);
    }
  }

  define(prototype, {
    map(mapper) {
      object(this, 'this');
      callable(mapper, this);
      return helper(this, guarded(direct(this), function* (value, i) { yield mapper(value, i); }));
    },
    filter(predicate) {
      object(this, 'this');
      callable(predicate, this);
      return helper(this, guarded(direct(this), function* (value, i) { if (predicate(value, i)) yield value; }));
    },
    take(count) {
      object(this, 'this');
      let left = limit(count, this);
      const it = direct(this);
      return helper(this, (function* () {
        if (left === 0) { close(it.iterator); return; }
        yield* guarded(it, function* (value) { yield value; left--; return left > 0; });
      })());
    },
    drop(count) {
      object(this, 'this');
      const skip = limit(count, this);
      return helper(this, guarded(direct(this), function* (value, i) { if (i >= skip) yield value; }));
    },
    flatMap(mapper) {
      object(this, 'this');
      callable(mapper, this);
      return helper(this, guarded(direct(this), function* (value, i) { yield* flatten(mapper(value, i), true); }));
    },
    reduce(reducer, ...initial) {
      object(this, 'this');
      callable(reducer, this);
      const it = direct(this);
      let sum = initial[0];
      let i = 0;
      if (initial.length === 0) {
        const first = step(it);
        if (first.done) throw new TypeError('Reduce of empty iterator with no initial value');
        sum = first.value;
        i = 1;
      }
      consume(it, (value) => { sum = reducer(sum, value, i++); return true; });
      return sum;
    },
    toArray() {
      object(this, 'this');
      const list = [];
      consume(direct(this), (value) => { list.push(value); return true; });
      return list;
    },
    forEach(fn) {
      object(this, 'this');
      callable(fn, this);
      consume(direct(this), (value, i) => { fn(value, i); return true; });
    },
    some(predicate) {
      object(this, 'this');
      callable(predicate, this);
      let found = false;
      consume(direct(this), (value, i) => { found = Boolean(predicate(value, i)); return !found; });
      return found;
    },
    every(predicate) {
      object(this, 'this');
      callable(predicate, this);
      let all = true;
      consume(direct(this), (value, i) => { all = Boolean(predicate(value, i)); return all; });
      return all;
    },
    find(predicate) {
      object(this, 'this');
      callable(predicate, this);
      let found;
      consume(direct(this), (value, i) => {
        if (!predicate(value, i)) return true;
        found = value;
        return false;
      });
      return found;
    },
    [Symbol.dispose]() {
      const end = this.return;
      if (end !== undefined && end !== null) end.call(this);
    },
  });

  // consume calls fn until it returns false, and closes the source then or when it throws.
  function consume(it, fn) {
    for (let i = 0; ; i++) {
      const result = step(it);
      if (result.done) return;
      const value = result.value;
      let more;
      try { more = fn(value, i); } catch (error) { closeAfter(it.iterator, error); }
      if (!more) { close(it.iterator); return; }
    }
  }

  // Iterator is abstract: only what extends it can be made.
  const Iterator = function Iterator() {
    if (new.target === undefined || new.target === Iterator) throw new TypeError('Iterator cannot be constructed directly');
  };
  Object.defineProperty(Iterator, 'prototype', { value: prototype, writable: false, enumerable: false, configurable: false });
  Object.defineProperty(Iterator, 'length', { value: 0, configurable: true });

  const Wrapped = Object.create(prototype);
  const wrapped = new WeakMap();
  define(Wrapped, {
    next() { const it = wrapped.get(this); return it.next.call(it.iterator); },
    return() {
      const { iterator } = wrapped.get(this);
      const end = iterator.return;
      return end === undefined || end === null ? { value: undefined, done: true } : end.call(iterator);
    },
  });
  const openOf = (value) => {
    if (typeof value !== 'string') object(value, 'the value');
    const method = value[Symbol.iterator];
    return direct(method === undefined || method === null ? value : object(method.call(value), 'the iterator'));
  };
  define(Iterator, {
    from(value) {
      const it = openOf(value);
      if (prototype.isPrototypeOf(it.iterator)) return it.iterator;
      const made = Object.create(Wrapped);
      wrapped.set(made, it);
      return made;
    },
    concat(...sources) {
      const opens = sources.map((source) => {
        const method = object(source, 'an argument')[Symbol.iterator];
        if (typeof method !== 'function') throw new TypeError('an argument is not iterable');
        return () => object(method.call(source), 'the iterator');
      });
      return helper({}, (function* () {
        for (const open of opens) yield* guarded(direct(open()), function* (value) { yield value; });
      })());
    },
  });

  // Both are accessors for the sake of old code that assigns to them (ES2025 27.1.4.1).
  const quirk = (key, value) => Object.defineProperty(prototype, key, {
    configurable: true, enumerable: false,
    get() { return value; },
    set(v) {
      object(this, 'this');
      if (this === prototype) throw new TypeError(`Cannot assign to ${String(key)} of Iterator.prototype`);
      if (Object.prototype.hasOwnProperty.call(this, key)) this[key] = v;
      else Object.defineProperty(this, key, { value: v, writable: true, enumerable: true, configurable: true });
    },
  });
  quirk('constructor', Iterator);
  quirk(Symbol.toStringTag, 'Iterator');
  define(globalThis, { Iterator });
})
