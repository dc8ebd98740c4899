// AbortController and AbortSignal.
(function (load, native) {
  'use strict';
  const { expose, need } = load('idl');
  const { EventTarget, dispatch, handler } = load('eventtarget');
  const { Event, trust } = load('event');
  const { DOMException } = load('domexception');
  const key = Symbol('only from here');

  class AbortSignal extends EventTarget {
    #aborted = false; #reason = undefined;
    #algorithms = new Set();
    #dependents = new Set();
    #sources = undefined; // of a dependent signal: not dependent themselves

    constructor(token) {
      if (token !== key) throw new TypeError('Illegal constructor');
      super();
    }
    static abort(reason = undefined) {
      const signal = new AbortSignal(key);
      signal.#aborted = true;
      signal.#reason = reason === undefined ? aborted() : reason;
      return signal;
    }
    static timeout(milliseconds) {
      need(arguments, 1, 'AbortSignal.timeout');
      const ms = Number(milliseconds);
      if (!(ms >= 0 && ms <= Number.MAX_SAFE_INTEGER)) {
        throw new TypeError('AbortSignal.timeout: the time must be a number of milliseconds, 0 or more.');
      }
      const signal = new AbortSignal(key);
      native.after(ms, () => AbortSignal.#abort(signal, new DOMException('The operation timed out.', 'TimeoutError')));
      return signal;
    }
    static any(signals) {
      need(arguments, 1, 'AbortSignal.any');
      const list = [...signals];
      for (const signal of list) if (!isSignal(signal)) throw new TypeError('AbortSignal.any: a member is not an AbortSignal.');
      const result = new AbortSignal(key);
      for (const signal of list) {
        if (!signal.#aborted) continue;
        result.#aborted = true;
        result.#reason = signal.#reason;
        return result;
      }
      result.#sources = new Set();
      for (const signal of list) {
        for (const source of signal.#sources ?? [signal]) {
          result.#sources.add(source);
          source.#dependents.add(result);
        }
      }
      return result;
    }
    get aborted() { return this.#aborted; }
    get reason() { return this.#reason; }
    throwIfAborted() { if (this.#aborted) throw this.#reason; }

    static #abort(signal, reason) {
      if (signal.#aborted) return;
      const set = (one) => { one.#aborted = true; one.#reason = reason; };
      // All are aborted before any listener runs (DOM, "signal abort").
      set(signal);
      const others = [...signal.#dependents].filter((dependent) => !dependent.#aborted);
      others.forEach(set);
      signal.#run();
      for (const dependent of others) dependent.#run();
    }
    #run() {
      const algorithms = this.#algorithms;
      this.#algorithms = new Set();
      for (const source of this.#sources ?? []) source.#dependents.delete(this);
      this.#dependents.clear();
      for (const algorithm of algorithms) algorithm(this.#reason);
      dispatch(this, trust(new Event('abort')));
    }

    static abort_ = (signal, reason) => AbortSignal.#abort(signal, reason === undefined ? aborted() : reason);
    static follow = (signal, algorithm) => {
      if (signal.#aborted) return () => {};
      signal.#algorithms.add(algorithm);
      return () => signal.#algorithms.delete(algorithm);
    };
    static is = (value) => typeof value === 'object' && value !== null && #aborted in value;
  }
  // follow has algorithm(reason) called before the listeners; its result ends that.
  const { abort_: abort, follow, is: isSignal } = AbortSignal;
  for (const own of ['abort_', 'follow', 'is']) delete AbortSignal[own];
  const aborted = () => new DOMException('The operation was aborted.', 'AbortError');
  const newSignal = () => new AbortSignal(key);
  Object.defineProperty(AbortSignal, 'length', { value: 0, configurable: true });
  handler(AbortSignal.prototype, 'abort');
  expose(AbortSignal);

  class AbortController {
    #signal = newSignal();
    get signal() { return this.#signal; }
    abort(reason = undefined) { abort(this.#signal, reason); }
  }
  expose(AbortController);

  return { AbortController, AbortSignal, newSignal, abort, follow, isSignal };
})
