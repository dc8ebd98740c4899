// node:buffer. A Buffer is a Uint8Array with another prototype; texts and numbers
// are converted in Go.
(function (require, native) {
  'use strict';
  const { coded, wrongType, outOfRange } = require('errors');
  const { defineProperty, setPrototypeOf } = Object;
  const kMaxLength = 2 ** 31 - 1, kStringMaxLength = 2 ** 29 - 24;

  class FastBuffer extends Uint8Array {}
  const proto = FastBuffer.prototype;

  // Deprecated as a constructor, and needed by what was written before that.
  function Buffer(value, encodingOrOffset, length) {
    return typeof value === 'number' ? Buffer.alloc(value) : Buffer.from(value, encodingOrOffset, length);
  }
  defineProperty(Buffer, 'prototype', { value: proto });
  defineProperty(proto, 'constructor', { value: Buffer, writable: true, configurable: true });
  defineProperty(Buffer, Symbol.species, { get: () => FastBuffer, configurable: true });
  setPrototypeOf(Buffer, Uint8Array);

  const encodings = {
    utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', latin1: 'latin1', binary: 'latin1',
    ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le', __proto__: null,
  };

  function known(encoding) {
    if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
    const name = encodings[encoding] ?? encodings[`${encoding}`.toLowerCase()];
    if (name === undefined) throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    return name;
  }

  function size(n) {
    if (typeof n !== 'number') throw wrongType('size', 'of type number', n);
    if (!(n >= 0 && n <= kMaxLength)) throw outOfRange('size', `>= 0 && <= ${kMaxLength}`, n);
    return n;
  }

  // text is bytes as a string; only UTF-8 that must be repaired takes the long way.
  function text(bytes, encoding) {
    return native.encode(bytes, encoding) ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  const isBytes = (value) => ArrayBuffer.isView(value) && value[Symbol.toStringTag] === 'Uint8Array';
  const isAnyBuffer = (value) => value instanceof ArrayBuffer ||
    typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer;

  Object.assign(Buffer, {
    poolSize: 8192,
    from(value, encodingOrOffset, length) {
      if (typeof value === 'string') return new FastBuffer(native.decode(value, known(encodingOrOffset)));
      if (typeof value !== 'object' || value === null) {
        throw wrongType('first argument', 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', value);
      }
      if (isAnyBuffer(value)) return new FastBuffer(value, encodingOrOffset, length);
      if (ArrayBuffer.isView(value) || Array.isArray(value)) return new FastBuffer(value);
      const primitive = value.valueOf?.();
      if (primitive !== undefined && primitive !== null && primitive !== value) return Buffer.from(primitive, encodingOrOffset, length);
      if (value.type === 'Buffer' && Array.isArray(value.data)) return new FastBuffer(value.data);
      if (typeof value.length === 'number') return new FastBuffer(value);
      if (typeof value[Symbol.toPrimitive] === 'function') return Buffer.from(value[Symbol.toPrimitive]('string'), encodingOrOffset);
      throw wrongType('first argument', 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', value);
    },
    of: (...bytes) => new FastBuffer(bytes),
    copyBytesFrom(view, offset = 0, length = view.length - offset) {
      const part = view.subarray(offset, offset + length);
      return Buffer.from(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
    },
    alloc(length, fill, encoding) {
      const buffer = new FastBuffer(size(length));
      return fill === undefined || fill === 0 || length === 0 ? buffer : buffer.fill(fill, encoding);
    },
    allocUnsafe: (length) => new FastBuffer(size(length)),
    allocUnsafeSlow: (length) => new FastBuffer(size(length)),
    isBuffer: (value) => value instanceof FastBuffer,
    isEncoding: (encoding) => typeof encoding === 'string' && encodings[encoding.toLowerCase()] !== undefined,
    byteLength(value, encoding) {
      if (ArrayBuffer.isView(value) || isAnyBuffer(value)) return value.byteLength;
      if (typeof value !== 'string') throw wrongType('string', 'of type string or an instance of Buffer or ArrayBuffer', value);
      return native.byteLength(value, encodings[`${encoding}`.toLowerCase()] ?? 'utf8');
    },
    compare(a, b) {
      if (!isBytes(a)) throw wrongType('buf1', 'an instance of Buffer or Uint8Array', a);
      if (!isBytes(b)) throw wrongType('buf2', 'an instance of Buffer or Uint8Array', b);
      return native.compare(a, b);
    },
    concat(list, length) {
      if (!Array.isArray(list)) throw wrongType('list', 'an instance of Array', list);
      for (const [i, part] of list.entries()) {
        if (!isBytes(part)) throw wrongType(`list[${i}]`, 'an instance of Buffer or Uint8Array', part);
      }
      const whole = new FastBuffer(length ?? list.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of list) {
        if (at >= whole.length) break;
        whole.set(part.length > whole.length - at ? part.subarray(0, whole.length - at) : part, at);
        at += part.length;
      }
      return whole;
    },
  });
  for (const name of Object.keys(Buffer)) defineProperty(Buffer, name, { enumerable: true });

  require('buffer_methods')({ Buffer, FastBuffer, native, known, text, isBytes });

  const atLeastBytes = (view) => new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength);
  return {
    Buffer, SlowBuffer: Buffer.allocUnsafeSlow, kMaxLength, kStringMaxLength, INSPECT_MAX_BYTES: 50,
    constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength },
    isUtf8: (input) => native.isUtf8(atLeastBytes(input)),
    isAscii: (input) => native.isAscii(atLeastBytes(input)),
    transcode: (source, from, to) => Buffer.from(text(source, known(from)), to),
    // Classes of the web platform are made when they are touched.
    get atob() { return atob; }, get btoa() { return btoa; }, get Blob() { return Blob; }, get File() { return File; },
    text, known,
  };
})
