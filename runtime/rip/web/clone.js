// structuredClone, and what postMessage does to its argument.
(function (load, native) {
  'use strict';
  const { need, dictionary } = load('idl');
  const { DOMException, isDOMException } = load('domexception');
  const views = {
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
  };
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const viewTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const define = (object, key, value) =>
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });

  function refuse(value, why = 'could not be cloned') {
    let shown;
    try { shown = typeof value === 'symbol' ? value.toString() : typeof value === 'function' ? `${value.name || 'a function'}` : Object.prototype.toString.call(value); } catch { shown = 'a value'; }
    throw new DOMException(`${shown} ${why}.`, 'DataCloneError');
  }

  // Cloner is one cloning. What is inside of an object waits in a queue rather
  // than in recursion: data may be deeper than the stack is allowed to be.
  class Cloner {
    memory = new Map();
    queue = [];

    clone(value) {
      const result = this.one(value);
      for (let i = 0; i < this.queue.length; i++) this.queue[i]();
      return result;
    }

    one(value) {
      switch (typeof value) {
        case 'symbol': case 'function': return refuse(value);
        case 'object': break;
        default: return value;
      }
      if (value === null) return null;
      if (this.memory.has(value)) return this.memory.get(value);
      const copy = this.object(value);
      this.memory.set(value, copy);
      return copy;
    }

    object(value) {
      switch (native.kind(value)) {
        case 'Boolean': return Object(Boolean.prototype.valueOf.call(value));
        case 'Number': return Object(Number.prototype.valueOf.call(value));
        case 'String': return Object(String.prototype.valueOf.call(value));
        case 'BigInt': return Object(BigInt.prototype.valueOf.call(value));
        case 'Date': return new Date(Date.prototype.getTime.call(value));
        case 'RegExp': return new RegExp(value.source, value.flags);
        case 'ArrayBuffer': return this.buffer(value);
        case 'View': return this.view(value);
        case 'Map': return this.map(value);
        case 'Set': return this.set(value);
        case 'Error': return isDOMException(value) ? new DOMException(value.message, value.name) : this.error(value);
        case 'Array': {
          const copy = new Array(value.length);
          return this.properties(value, copy);
        }
        case 'Object': return this.properties(value, {});
        case 'Blob': return native.blob(value);
      }
      return refuse(value);
    }

    buffer(value) {
      if (native.detached(value)) refuse(value, 'is detached and could not be cloned');
      return ArrayBuffer.prototype.slice.call(value, 0);
    }

    view(value) {
      const name = viewTag.call(value) ?? 'DataView';
      const buffer = this.one(value.buffer);
      return new views[name](buffer, value.byteOffset, name === 'DataView' ? value.byteLength : value.length);
    }

    map(value) {
      const copy = new Map();
      const entries = [...Map.prototype.entries.call(value)];
      this.queue.push(() => { for (const [key, item] of entries) copy.set(this.one(key), this.one(item)); });
      return copy;
    }

    set(value) {
      const copy = new Set();
      const items = [...Set.prototype.values.call(value)];
      this.queue.push(() => { for (const item of items) copy.add(this.one(item)); });
      return copy;
    }

    error(value) {
      const name = String(value.name ?? 'Error');
      const copy = Object.create((hasOwn(errors, name) ? errors[name] : Error).prototype);
      const made = native.error(copy);
      const message = Object.getOwnPropertyDescriptor(value, 'message');
      const hidden = (key, item) => Object.defineProperty(made, key, { value: item, writable: true, configurable: true });
      if (message && 'value' in message) hidden('message', String(message.value));
      if (typeof value.stack === 'string') hidden('stack', value.stack);
      if (hasOwn(value, 'cause')) this.queue.push(() => hidden('cause', this.one(value.cause)));
      return made;
    }

    properties(value, copy) {
      this.queue.push(() => {
        for (const key of Object.keys(value)) if (hasOwn(value, key)) define(copy, key, this.one(value[key]));
      });
      return copy;
    }
  }

  // cloneWith clones a value and moves what is in transfer instead of copying it.
  function cloneWith(value, transfer) {
    const cloner = new Cloner();
    const moving = new Set();
    for (const item of transfer) {
      const kind = typeof item === 'object' && item !== null ? native.kind(item) : '';
      if (moving.has(item)) refuse(item, 'is in the transfer list twice');
      if (kind === 'ArrayBuffer') {
        if (native.detached(item)) refuse(item, 'is detached and could not be transferred');
      } else if (!load('message').isPort(item)) {
        refuse(item, 'could not be transferred');
      } else if (!load('message').transferable(item)) {
        refuse(item, 'is detached and could not be transferred');
      }
      moving.add(item);
    }
    // A buffer must keep its bytes until all is cloned, because that may throw.
    const later = [];
    for (const item of moving) {
      if (native.kind(item) === 'ArrayBuffer') {
        const target = native.alias(item);
        cloner.memory.set(item, target);
        later.push(() => native.detach(item));
      } else {
        const { port, commit } = load('message').transfer(item);
        cloner.memory.set(item, port);
        later.push(commit);
      }
    }
    const result = cloner.clone(value);
    for (const finish of later) finish();
    return { result, ports: [...moving].filter((item) => native.kind(item) !== 'ArrayBuffer').map((item) => cloner.memory.get(item)) };
  }

  function structuredClone(value, options = undefined) {
    need(arguments, 1, 'structuredClone');
    const { transfer } = dictionary(options, 'structuredClone');
    return cloneWith(value, transfer === undefined ? [] : [...transfer]).result;
  }

  return { structuredClone, cloneWith };
})
