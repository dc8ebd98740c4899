// define adds methods to a built-in as built-ins have them: writable,
// configurable, not enumerable, and only where the engine has none.
(function () {
  'use strict';
  return function define(target, methods) {
    for (const key of Reflect.ownKeys(methods)) {
      if (Object.prototype.hasOwnProperty.call(target, key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(methods, key);
      descriptor.enumerable = false;
      Object.defineProperty(target, key, descriptor);
    }
  };
})
