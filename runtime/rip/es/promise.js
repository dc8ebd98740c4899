// Promise.withResolvers and Promise.try.
(function (define) {
  'use strict';
  const capability = (Type) => {
    let resolve, reject;
    const promise = new Type((yes, no) => { resolve = yes; reject = no; });
    return { promise, resolve, reject };
  };
  define(Promise, {
    withResolvers() { return capability(this); },
    try(callback, ...args) {
      if (typeof this !== 'function') throw new TypeError('Promise.try called on a value that is no constructor');
      const { promise, resolve, reject } = capability(this);
      try { resolve(callback(...args)); } catch (error) { reject(error); }
      return promise;
    },
  });
})
