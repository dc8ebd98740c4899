// ArrayBuffer.prototype.transfer & co. goja's buffers cannot be resized, so
// every buffer is of fixed length; there is no shared memory.
(function (define, native) {
  'use strict';
  const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;
  const detached = (buffer) => {
    byteLength.call(buffer); // throws unless it is a buffer
    try { new Uint8Array(buffer); return false; } catch { return true; }
  };
  const transfer = (buffer, length) => {
    const old = byteLength.call(buffer);
    const size = length === undefined ? old : Math.trunc(Number(length)) || 0;
    if (size < 0 || size > Number.MAX_SAFE_INTEGER) throw new RangeError('Invalid array buffer length');
    if (detached(buffer)) throw new TypeError('Cannot transfer a detached ArrayBuffer');
    return native.detach(buffer, size);
  };
  define(ArrayBuffer.prototype, {
    get detached() { return detached(this); },
    get resizable() { byteLength.call(this); return false; },
    get maxByteLength() { return byteLength.call(this); },
    resize(length) {
      byteLength.call(this);
      throw new TypeError('This ArrayBuffer cannot be resized: the embedded runtime has buffers of fixed length only');
    },
    transfer(length = undefined) { return transfer(this, length); },
    transferToFixedLength(length = undefined) { return transfer(this, length); },
  });

  // goja's TypedArray.from takes objects only: Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).
  const TypedArray = Object.getPrototypeOf(Uint8Array);
  const fromObject = TypedArray.from;
  const { from } = {
    from(source, mapper = undefined, thisArgument = undefined) {
      const primitive = source !== null && source !== undefined && typeof source !== 'object' && typeof source !== 'function';
      return fromObject.call(this, primitive ? Object(source) : source, mapper, thisArgument);
    },
  };
  Object.defineProperty(TypedArray, 'from', { value: from });

  class SharedArrayBuffer {
    constructor() { throw new TypeError('SharedArrayBuffer is not supported by the embedded runtime: it has no threads to share with'); }
    get byteLength() { throw new TypeError('Receiver is not a SharedArrayBuffer'); }
    get growable() { throw new TypeError('Receiver is not a SharedArrayBuffer'); }
    slice() { throw new TypeError('Receiver is not a SharedArrayBuffer'); }
  }
  Object.defineProperty(SharedArrayBuffer.prototype, Symbol.toStringTag, { value: 'SharedArrayBuffer', configurable: true });
  define(globalThis, { SharedArrayBuffer });
})
