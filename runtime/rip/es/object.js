// Annex B's accessors of Object.prototype, RegExp.escape, Math.sumPrecise.
(function (define) {
  'use strict';
  const callable = (fn, method) => {
    if (typeof fn !== 'function') throw new TypeError(`Object.prototype.${method}: Expecting function`);
    return fn;
  };
  const lookup = (target, key, half) => {
    if (typeof key !== 'symbol') key = `${key}`;
    for (let o = Object(target); o !== null; o = Object.getPrototypeOf(o)) {
      const descriptor = Object.getOwnPropertyDescriptor(o, key);
      if (descriptor !== undefined) return descriptor[half];
    }
    return undefined;
  };
  define(Object.prototype, {
    __defineGetter__(key, get) {
      const o = Object(this);
      Object.defineProperty(o, key, { get: callable(get, '__defineGetter__'), enumerable: true, configurable: true });
    },
    __defineSetter__(key, set) {
      const o = Object(this);
      Object.defineProperty(o, key, { set: callable(set, '__defineSetter__'), enumerable: true, configurable: true });
    },
    __lookupGetter__(key) { return lookup(this, key, 'get'); },
    __lookupSetter__(key) { return lookup(this, key, 'set'); },
  });
})
