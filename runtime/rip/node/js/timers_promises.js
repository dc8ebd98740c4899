// node:timers/promises.
(function (require) {
  'use strict';
  const { abortError } = require('errors');

  // later starts a timer by start, which gets a callback, and can be aborted.
  const later = (start, stop, value, { signal, ref = true } = {}) => new Promise((resolve, reject) => {
    if (signal?.aborted) throw abortError(signal);
    const aborted = () => {
      stop(timer);
      reject(abortError(signal));
    };
    const timer = start(() => {
      signal?.removeEventListener('abort', aborted);
      resolve(value);
    });
    if (!ref) timer.unref();
    signal?.addEventListener('abort', aborted, { once: true });
  });

  const wait = (delay, value, options) => later((done) => setTimeout(done, delay), clearTimeout, value, options);

  // every is an async iterator that gives value every delay milliseconds.
  function every(delay, value, { signal } = {}) {
    if (signal?.aborted) throw abortError(signal);
    let due = 0, over = false, wake = null;
    const timer = setInterval(() => { due++; wake?.(); }, delay);
    const stop = () => { over = true; clearInterval(timer); wake?.(); };
    signal?.addEventListener('abort', stop, { once: true });
    return {
      async next() {
        if (due === 0 && !over) await new Promise((resolve) => { wake = resolve; });
        wake = null;
        if (signal?.aborted) throw abortError(signal);
        if (due === 0) return { value: undefined, done: true };
        due--;
        return { value, done: false };
      },
      async return() { stop(); due = 0; return { value: undefined, done: true }; },
      [Symbol.asyncIterator]() { return this; },
    };
  }

  return {
    setTimeout: wait,
    setImmediate: (value, options) => later((done) => setImmediate(done), clearImmediate, value, options),
    setInterval: every,
    scheduler: { wait: (delay, options) => wait(delay, undefined, options), yield: () => later((done) => setImmediate(done), clearImmediate) },
  };
})
