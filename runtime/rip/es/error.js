// Error.captureStackTrace and stackTraceLimit, as V8 and every library that
// subclasses Error have them; SuppressedError, which "using" needs.
(function (define, native) {
  'use strict';
  define(Error, {
    captureStackTrace(target, above = undefined) {
      if (typeof target !== 'object' && typeof target !== 'function' || target === null) {
        throw new TypeError('Invalid argument: Error.captureStackTrace needs an object');
      }
      const [, , ...frames] = new Error().stack.split('\n'); // without the message and this function
      let from = 0;
      if (typeof above === 'function' && above.name !== '') {
        const at = frames.findIndex((frame) => frame.trim().startsWith(`at ${above.name} (`));
        if (at >= 0) from = at + 1;
      }
      let head = 'Error';
      try { head = target instanceof Error ? Error.prototype.toString.call(target) : head; } catch { /* a hostile toString */ }
      const stack = native.cleanStack([head, ...frames.slice(from)].join('\n'));
      Object.defineProperty(target, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
    },
  });
  if (Error.stackTraceLimit === undefined) Error.stackTraceLimit = 10;

  class SuppressedError extends Error {
    constructor(error, suppressed, message = undefined) {
      super(...(message === undefined ? [] : [message]));
      const hidden = (value) => ({ value, writable: true, enumerable: false, configurable: true });
      Object.defineProperties(this, { error: hidden(error), suppressed: hidden(suppressed) });
    }
  }
  Object.defineProperty(SuppressedError.prototype, 'name', { value: 'SuppressedError', writable: true, enumerable: false, configurable: true });
  Object.defineProperty(SuppressedError.prototype, 'message', { value: '', writable: true, enumerable: false, configurable: true });
  define(globalThis, { SuppressedError });
})
