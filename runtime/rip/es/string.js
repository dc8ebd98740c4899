// Strings: whether they are well-formed UTF-16.
(function (define, native) {
  'use strict';
  const text = (value, method) => {
    if (value === undefined || value === null) throw new TypeError(`String.prototype.${method} called on null or undefined`);
    return String(value);
  };
  define(String.prototype, {
    isWellFormed() { return native.isWellFormed(text(this, 'isWellFormed')); },
    toWellFormed() { return native.toWellFormed(text(this, 'toWellFormed')); },
  });
})
