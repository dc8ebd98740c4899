// EventTarget, and event handler attributes (onabort and the like).
(function (load, native) {
  'use strict';
  const { expose, need, dictionary, text } = load('idl');
  const events = load('event');
  const { DOMException } = load('domexception');

  // Listeners hangs the list of listeners on any object: the global object is
  // an event target too, without having been constructed as one.
  class Listeners extends (function (object) { return object; }) {
    #list = []; // {type, callback, capture, once, passive, removed}
    #handlers = undefined; // Map of type → {callback, listener}
    static of(target) { return target.#list; }
    static handlers(target) { return target.#handlers ??= new Map(); }
    static has(target) { return typeof target === 'object' && target !== null && #list in target; }
    static drop(target, listener) {
      listener.removed = true;
      target.#list = target.#list.filter((other) => other !== listener);
    }
    static add(target, listener) { target.#list = [...target.#list, listener]; }
  }

  const find = (target, type, callback, capture) =>
    Listeners.of(target).find((l) => l.type === type && l.callback === callback && l.capture === capture);

  const capturing = (options) => typeof options === 'object' && options !== null ? !!options.capture : !!options;

  const self = (target) => {
    target ??= globalThis;
    if (!Listeners.has(target)) throw new TypeError('Illegal invocation: this is not an EventTarget');
    return target;
  };

  function checkCallback(callback, where) {
    if (callback === null || callback === undefined || typeof callback === 'object' || typeof callback === 'function') return;
    throw new TypeError(`${where}: the listener must be a function or an object with handleEvent.`);
  }

  function call(target, event, callback) {
    try {
      if (typeof callback === 'function') {
        callback.call(target, event);
        return;
      }
      const handle = callback.handleEvent;
      if (typeof handle !== 'function') throw new TypeError('The listener has no handleEvent method.');
      handle.call(callback, event);
    } catch (error) {
      native.report(error);
    }
  }

  // dispatch runs the listeners; false says that one of them cancelled it.
  function dispatch(target, event) {
    if (!events.begin(event, target)) {
      throw new DOMException('The event is already being dispatched.', 'InvalidStateError');
    }
    const type = event.type;
    if (!events.stopped(event)) {
      const list = Listeners.of(target);
      const run = (capture) => {
        for (const listener of list) {
          if (listener.removed || listener.type !== type || listener.capture !== capture) continue;
          if (listener.once) Listeners.drop(target, listener);
          events.passive(event, listener.passive);
          call(target, event, listener.callback);
          events.passive(event, false);
          if (events.stoppedNow(event)) return;
        }
      };
      run(true); // at the target, capturing listeners come first (DOM, "invoke")
      if (!events.stopped(event)) run(false);
    }
    return events.end(event);
  }

  class EventTarget {
    constructor() { new Listeners(this); }

    addEventListener(type, callback, options) {
      const target = self(this);
      need(arguments, 2, 'EventTarget.addEventListener');
      type = text(type);
      checkCallback(callback, 'EventTarget.addEventListener');
      const capture = capturing(options);
      let once = false, passive = false, signal;
      if (typeof options === 'object' && options !== null) {
        once = !!options.once;
        passive = !!options.passive;
        signal = options.signal;
        if (signal !== undefined && !load('abort').isSignal(signal)) {
          throw new TypeError('EventTarget.addEventListener: the option signal is not an AbortSignal.');
        }
      }
      if (callback === null || callback === undefined || signal?.aborted) return;
      if (find(target, type, callback, capture)) return;
      const listener = { type, callback, capture, once, passive, removed: false };
      Listeners.add(target, listener);
      if (signal) load('abort').follow(signal, () => Listeners.drop(target, listener));
    }

    removeEventListener(type, callback, options) {
      const target = self(this);
      need(arguments, 2, 'EventTarget.removeEventListener');
      checkCallback(callback, 'EventTarget.removeEventListener');
      const listener = find(target, text(type), callback, capturing(options));
      if (listener) Listeners.drop(target, listener);
    }

    dispatchEvent(event) {
      const target = self(this);
      need(arguments, 1, 'EventTarget.dispatchEvent');
      if (!events.isEvent(event)) throw new TypeError('EventTarget.dispatchEvent: the argument is not an Event.');
      return dispatch(target, event);
    }
  }
  expose(EventTarget);

  // handler defines an attribute such as onabort on an object or prototype:
  // a listener that keeps its place in the order while its function changes.
  function handler(proto, type) {
    Object.defineProperty(proto, `on${type}`, {
      enumerable: true,
      configurable: true,
      get() { return getHandler(self(this), type); },
      set(value) { setHandler(self(this), type, value); },
    });
  }

  const getHandler = (target, type) => Listeners.handlers(target).get(type)?.callback ?? null;

  function setHandler(target, type, value) {
    const handlers = Listeners.handlers(target);
    const callback = typeof value === 'function' || typeof value === 'object' ? value : null;
    const old = handlers.get(type);
    if (callback === null) {
      if (old) Listeners.drop(target, old.listener);
      handlers.delete(type);
    } else if (old) {
      old.callback = callback;
    } else {
      const entry = { callback };
      entry.listener = { type, callback: (event) => runHandler(entry.callback, target, event), capture: false, once: false, passive: false, removed: false };
      Listeners.add(target, entry.listener);
      handlers.set(type, entry);
    }
  }

  // The global's onerror gets its event in pieces and cancels by returning true
  // (HTML, "the event handler processing algorithm").
  function runHandler(callback, target, event) {
    if (typeof callback !== 'function') return;
    if (target === globalThis && event.type === 'error') {
      const { message, filename, lineno, colno, error } = event;
      if (callback.call(target, message, filename, lineno, colno, error) === true) event.preventDefault();
    } else if (callback.call(target, event) === false) {
      event.preventDefault();
    }
  }

  new Listeners(globalThis);

  // reportUncaught tells the global's listeners; true: one of them took care.
  function reportUncaught(error, frame) {
    const message = error instanceof Error ? `Uncaught ${error.name}: ${error.message}` : `Uncaught ${String(error)}`;
    const event = new events.ErrorEvent('error', { cancelable: true, message, error, ...frame });
    return !dispatch(globalThis, events.trust(event));
  }

  // reportRejection does so for a promise nobody handles, or now handles after all.
  function reportRejection(type, promise, reason) {
    const event = new events.PromiseRejectionEvent(type, { cancelable: type === 'unhandledrejection', promise, reason });
    return !dispatch(globalThis, events.trust(event));
  }

  const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
  return { EventTarget, addEventListener, removeEventListener, dispatchEvent, dispatch, handler, getHandler, setHandler, reportUncaught, reportRejection };
})
