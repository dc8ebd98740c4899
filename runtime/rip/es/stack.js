// DisposableStack and AsyncDisposableStack (ES2026), for code that is written
// with them; "using" itself is lowered by the bundler.
(function () {
  'use strict';
  const methodOf = (value, ...keys) => {
    for (const key of keys) {
      const method = value[key];
      if (method === undefined || method === null) continue;
      if (typeof method !== 'function') throw new TypeError(`${String(key)} is not a function`);
      return method;
    }
    throw new TypeError(`The value has no ${String(keys[0])} method`);
  };
  const suppress = (failure, error) =>
    failure === undefined ? { error } : { error: new SuppressedError(error, failure.error, 'An error was suppressed during disposal') };

  class Stack {
    #entries = [];
    #disposed = false;
    get disposed() { return this.#disposed; }
    push(dispose) {
      if (this.#disposed) throw new ReferenceError('The stack is disposed already');
      this.#entries.push(dispose);
    }
    takeAll() {
      const entries = this.#entries;
      this.#entries = [];
      this.#disposed = true;
      return entries.reverse();
    }
    moveTo(other) {
      if (this.#disposed) throw new ReferenceError('The stack is disposed already');
      for (const entry of this.takeAll().reverse()) other.push(entry);
    }
  }

  const callable = (fn) => {
    if (typeof fn !== 'function') throw new TypeError(`${String(fn)} is not a function`);
    return fn;
  };

  class DisposableStack {
    #stack = new Stack();
    get disposed() { return this.#stack.disposed; }
    use(value) {
      if (value === undefined || value === null) { if (this.disposed) this.#stack.push(); return value; }
      const method = methodOf(value, Symbol.dispose);
      this.#stack.push(() => { method.call(value); });
      return value;
    }
    adopt(value, onDispose) {
      callable(onDispose);
      this.#stack.push(() => { onDispose(value); });
      return value;
    }
    defer(onDispose) {
      callable(onDispose);
      this.#stack.push(() => { onDispose(); });
    }
    move() {
      const other = new DisposableStack();
      this.#stack.moveTo(other.#stack);
      return other;
    }
    dispose() {
      let failure;
      for (const entry of this.#stack.takeAll()) {
        try { entry(); } catch (error) { failure = suppress(failure, error); }
      }
      if (failure !== undefined) throw failure.error;
    }
  }

  class AsyncDisposableStack {
    #stack = new Stack();
    get disposed() { return this.#stack.disposed; }
    use(value) {
      if (value === undefined || value === null) { this.#stack.push(() => {}); return value; }
      const method = methodOf(value, Symbol.asyncDispose, Symbol.dispose);
      this.#stack.push(() => method.call(value));
      return value;
    }
    adopt(value, onDispose) {
      callable(onDispose);
      this.#stack.push(() => onDispose(value));
      return value;
    }
    defer(onDispose) {
      callable(onDispose);
      this.#stack.push(() => onDispose());
    }
    move() {
      const other = new AsyncDisposableStack();
      this.#stack.moveTo(other.#stack);
      return other;
    }
    async disposeAsync() {
      let failure;
      for (const entry of this.#stack.takeAll()) {
        try { await entry(); } catch (error) { failure = suppress(failure, error); }
      }
      if (failure !== undefined) throw failure.error;
    }
  }

  const finish = (Type, dispose, symbol) => {
    const hidden = (value) => ({ value, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(Type.prototype, symbol, hidden(Type.prototype[dispose]));
    Object.defineProperty(Type.prototype, Symbol.toStringTag, { value: Type.name, configurable: true });
  };
  finish(DisposableStack, 'dispose', Symbol.dispose);
  finish(AsyncDisposableStack, 'disposeAsync', Symbol.asyncDispose);
  return { DisposableStack, AsyncDisposableStack };
})
