// node:events.
(function (require) {
  'use strict';
  const { coded, needFunction, abortError, received } = require('errors');
  const errorMonitor = Symbol('events.errorMonitor'), captureRejection = Symbol.for('nodejs.rejection');
  let defaultMaxListeners = 10;

  // A function and no class: what was written before classes calls it on its own objects.
  function EventEmitter() {
    if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    }
    this._maxListeners ??= undefined;
  }

  const listOf = (emitter, name) => emitter._events?.[name] ?? [];

  function add(emitter, name, listener, first) {
    needFunction(listener, 'listener');
    if (emitter._events === undefined) EventEmitter.call(emitter);
    if (emitter._events.newListener) emitter.emit('newListener', name, listener.listener ?? listener);
    const before = listOf(emitter, name);
    if (before.length === 0) emitter._eventsCount++;
    // A new list each time: an emit under way keeps the one it began with.
    const list = emitter._events[name] = first ? [listener, ...before] : [...before, listener];
    const limit = emitter.getMaxListeners();
    if (limit > 0 && list.length > limit && !before.warned) {
      console.error(`MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ${list.length} ${String(name)} listeners added. Use emitter.setMaxListeners() to increase limit`);
      list.warned = true;
    } else if (before.warned) {
      list.warned = true;
    }
    return emitter;
  }

  function onceOnly(emitter, name, listener) {
    needFunction(listener, 'listener');
    const wrapped = function (...args) {
      emitter.removeListener(name, wrapped);
      return Reflect.apply(listener, emitter, args);
    };
    wrapped.listener = listener;
    return wrapped;
  }

  Object.assign(EventEmitter.prototype, {
    _events: undefined, _eventsCount: 0, _maxListeners: undefined,
    setMaxListeners(n) { this._maxListeners = n; return this; },
    getMaxListeners() { return this._maxListeners ?? defaultMaxListeners; },
    emit(name, ...args) {
      if (name === 'error') {
        for (const listener of listOf(this, errorMonitor)) Reflect.apply(listener, this, args);
        if (listOf(this, 'error').length === 0) throw unhandled(args[0]);
      }
      const list = listOf(this, name);
      for (const listener of list) Reflect.apply(listener, this, args);
      return list.length > 0;
    },
    on(name, listener) { return add(this, name, listener, false); },
    addListener(name, listener) { return add(this, name, listener, false); },
    prependListener(name, listener) { return add(this, name, listener, true); },
    once(name, listener) { return add(this, name, onceOnly(this, name, listener), false); },
    prependOnceListener(name, listener) { return add(this, name, onceOnly(this, name, listener), true); },
    removeListener(name, listener) {
      needFunction(listener, 'listener');
      const list = listOf(this, name);
      const at = list.findLastIndex((added) => added === listener || added.listener === listener);
      if (at === -1) return this;
      if (list.length === 1) {
        delete this._events[name];
        this._eventsCount--;
      } else {
        this._events[name] = list.toSpliced(at, 1);
      }
      if (this._events.removeListener) this.emit('removeListener', name, listener);
      return this;
    },
    removeAllListeners(name) {
      if (this._events === undefined) return this;
      const names = name === undefined ? Reflect.ownKeys(this._events).filter((key) => key !== 'removeListener') : [name];
      for (const each of names) {
        for (const listener of [...listOf(this, each)].reverse()) this.removeListener(each, listener);
      }
      if (name === undefined && this._events.removeListener) this.removeAllListeners('removeListener');
      return this;
    },
    listeners(name) { return listOf(this, name).map((listener) => listener.listener ?? listener); },
    rawListeners(name) { return [...listOf(this, name)]; },
    listenerCount(name, listener) {
      const list = this.listeners(name);
      return listener === undefined ? list.length : list.filter((added) => added === listener).length;
    },
    eventNames() { return this._events === undefined ? [] : Reflect.ownKeys(this._events); },
  });
  EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
  for (const name of Object.keys(EventEmitter.prototype)) Object.defineProperty(EventEmitter.prototype, name, { enumerable: name[0] !== '_' });

  function unhandled(error) {
    if (error instanceof Error) return error;
    const wrapped = coded(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${typeof error === 'string' ? `'${error}'` : String(error)})`);
    wrapped.context = error;
    return wrapped;
  }

  function once(emitter, name, options) {
    const signal = options?.signal;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw abortError(signal);
      const isTarget = typeof emitter.addEventListener === 'function' && typeof emitter.on !== 'function';
      const done = (finish) => (...args) => {
        signal?.removeEventListener('abort', aborted);
        if (isTarget) emitter.removeEventListener(name, got);
        else {
          emitter.removeListener(name, got);
          emitter.removeListener('error', failed);
        }
        finish(...args);
      };
      const got = done((...args) => resolve(args)), failed = done(reject), aborted = done(() => reject(abortError(signal)));
      signal?.addEventListener('abort', aborted, { once: true });
      if (isTarget) return emitter.addEventListener(name, got, { once: true });
      if (typeof emitter.on !== 'function') throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', `The "emitter" argument must be an instance of EventEmitter. Received ${received(emitter)}`);
      emitter.once(name, got);
      if (name !== 'error') emitter.once('error', failed);
    });
  }

  // on is an async iterator over events.
  function on(emitter, name, options) {
    const signal = options?.signal;
    if (signal?.aborted) throw abortError(signal);
    const events = [], waiting = [];
    let failure, over = false;
    const got = (...args) => {
      if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
      else events.push(args);
    };
    const fail = (error) => {
      if (waiting.length > 0) waiting.shift().reject(error);
      else failure = { error };
      iterator.return();
    };
    const aborted = () => fail(abortError(signal));
    const iterator = {
      next() {
        if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
        if (failure) {
          const { error } = failure;
          failure = undefined;
          return Promise.reject(error);
        }
        if (over) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
      return() {
        over = true;
        emitter.removeListener(name, got);
        emitter.removeListener('error', fail);
        signal?.removeEventListener('abort', aborted);
        for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
        return Promise.resolve({ value: undefined, done: true });
      },
      throw(error) { fail(error); return Promise.resolve({ value: undefined, done: true }); },
      [Symbol.asyncIterator]() { return this; },
    };
    emitter.on(name, got);
    if (name !== 'error') emitter.on('error', fail);
    for (const end of options?.close ?? []) emitter.once(end, () => iterator.return());
    signal?.addEventListener('abort', aborted, { once: true });
    return iterator;
  }

  function addAbortListener(signal, listener) {
    if (signal.aborted) queueMicrotask(() => listener());
    else signal.addEventListener('abort', listener, { once: true });
    return { [Symbol.dispose ?? Symbol.for('dispose')]: () => signal.removeEventListener('abort', listener) };
  }

  Object.assign(EventEmitter, {
    EventEmitter, once, on, addAbortListener, errorMonitor, captureRejectionSymbol: captureRejection, usingDomains: false,
    getEventListeners: (emitter, name) => emitter.listeners(name),
    getMaxListeners: (emitter) => emitter.getMaxListeners(),
    listenerCount: (emitter, name) => emitter.listenerCount(name),
    setMaxListeners(n = defaultMaxListeners, ...emitters) {
      if (emitters.length === 0) defaultMaxListeners = n;
      for (const emitter of emitters) emitter.setMaxListeners?.(n);
    },
  });
  Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
    get: () => defaultMaxListeners, set(n) { defaultMaxListeners = n; }, enumerable: true,
  });
  return EventEmitter;
})
