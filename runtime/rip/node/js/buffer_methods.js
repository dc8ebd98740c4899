// The methods of Buffer's prototype.
(function (require) {
  'use strict';

  // clamp is a position as slice takes it.
  const clamp = (value, length, otherwise) => {
    if (value === undefined) return otherwise;
    const n = Math.trunc(+value) || 0;
    return n < 0 ? 0 : Math.min(n, length);
  };

  return function define({ Buffer, FastBuffer, native, known, text, isBytes }) {
    const { coded, wrongType, outOfRange } = require('errors');
    const proto = FastBuffer.prototype;

    function need(value, name) {
      if (!isBytes(value)) throw wrongType(name, 'an instance of Buffer or Uint8Array', value);
    }

    // search is indexOf and lastIndexOf.
    function search(buffer, value, from, encoding, last) {
      if (typeof from === 'string') [from, encoding] = [undefined, from];
      let start = +from;
      if (Number.isNaN(start)) start = last ? buffer.length : 0;
      start = Math.trunc(start);
      if (start < 0) start += buffer.length;
      if (start < 0) {
        if (last) return -1;
        start = 0;
      }
      let needle = value, step = 1;
      if (typeof value === 'number') needle = new Uint8Array([value]);
      else if (typeof value === 'string') {
        encoding = known(encoding);
        needle = new Uint8Array(native.decode(value, encoding));
        if (encoding === 'utf16le') step = 2;
      } else if (!isBytes(value)) {
        throw wrongType('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
      }
      if (needle.length === 0) return Math.min(start, buffer.length);
      if (needle.length > buffer.length) return -1;
      if (last) start = Math.min(start, buffer.length - needle.length);
      else if (start > buffer.length) return -1;
      return native.indexOf(buffer, needle, start, last, step);
    }

    function swap(buffer, size) {
      if (buffer.length % size !== 0) {
        throw coded(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
      }
      for (let i = 0; i < buffer.length; i += size) buffer.subarray(i, i + size).reverse();
      return buffer;
    }

    const methods = {
      toString(encoding, start, end) {
        const from = clamp(start, this.length, 0), to = clamp(end, this.length, this.length);
        if (to <= from) return '';
        return text(from === 0 && to === this.length ? this : this.subarray(from, to), known(encoding));
      },
      toLocaleString(encoding, start, end) { return this.toString(encoding, start, end); },
      toJSON() { return { type: 'Buffer', data: Array.from(this) }; },
      equals(other) {
        need(other, 'otherBuffer');
        return this === other || this.length === other.length && native.compare(this, other) === 0;
      },
      compare(target, targetStart = 0, targetEnd = target?.length, start = 0, end = this.length) {
        need(target, 'target');
        const check = (name, value, length) => {
          if (value < 0 || value > length) throw outOfRange(name, `>= 0 && <= ${length}`, value);
        };
        check('targetStart', targetStart, 2 ** 53 - 1);
        check('targetEnd', targetEnd, target.length);
        check('sourceStart', start, 2 ** 53 - 1);
        check('sourceEnd', end, this.length);
        return native.compare(this.subarray(start, Math.max(start, end)), target.subarray(targetStart, Math.max(targetStart, targetEnd)));
      },
      indexOf(value, from, encoding) { return search(this, value, from, encoding, false); },
      lastIndexOf(value, from, encoding) { return search(this, value, from, encoding, true); },
      includes(value, from, encoding) { return search(this, value, from, encoding, false) !== -1; },
      fill(value, start, end, encoding) {
        if (typeof start === 'string') [start, end, encoding] = [undefined, undefined, start];
        else if (typeof end === 'string') [end, encoding] = [undefined, end];
        for (const [name, position] of [['offset', start], ['end', end]]) {
          if (position !== undefined && (position < 0 || position > this.length)) throw outOfRange(name, `>= 0 && <= ${this.length}`, position);
        }
        const from = start ?? 0, to = end ?? this.length;
        if (from >= to) return this;
        let pattern = value;
        if (typeof value === 'string') pattern = new Uint8Array(native.decode(value, known(encoding)));
        else if (typeof value !== 'object' || value === null) pattern = new Uint8Array([value]);
        if (pattern.length === 0) {
          if (value.length > 0 || typeof value !== 'string') throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'value' is invalid. Received '${value}'`);
          pattern = new Uint8Array(1);
        }
        native.fill(this, pattern, from, to);
        return this;
      },
      write(string, offset, length, encoding) {
        if (typeof string !== 'string') throw wrongType('string', 'of type string', string);
        if (typeof offset === 'string') [offset, length, encoding] = [undefined, undefined, offset];
        else if (typeof length === 'string') [length, encoding] = [undefined, length];
        const at = offset ?? 0;
        if (at < 0 || at > this.length) throw outOfRange('offset', `>= 0 && <= ${this.length}`, at);
        const room = this.length - at;
        if (length !== undefined && length < 0) throw outOfRange('length', `>= 0 && <= ${this.length}`, length);
        return native.write(this, string, at, Math.min(length ?? room, room), known(encoding));
      },
      copy(target, targetStart = 0, start = 0, end = this.length) {
        if (!ArrayBuffer.isView(target)) throw wrongType('target', 'an instance of Buffer or Uint8Array', target);
        if (targetStart < 0) throw outOfRange('targetStart', '>= 0', targetStart);
        if (start < 0 || start > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, start);
        const count = Math.max(0, Math.min(end - start, target.length - targetStart, this.length - start));
        if (count > 0) target.set(this.subarray(start, start + count), targetStart);
        return count;
      },
      slice(start, end) { return this.subarray(start, end); },
      swap16() { return swap(this, 2); },
      swap32() { return swap(this, 4); },
      swap64() { return swap(this, 8); },
      [Symbol.for('nodejs.util.inspect.custom')]() {
        const shown = this.subarray(0, 50).toString('hex').replace(/(.{2})(?=.)/g, '$1 ');
        const more = this.length - 50;
        return `<Buffer${shown && ' '}${shown}${more > 0 ? ` ... ${more} more byte${more > 1 ? 's' : ''}` : ''}>`;
      },
    };
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'ucs2', 'utf16le']) {
      methods[`${encoding}Slice`] = function (start, end) { return this.toString(encoding, start, end); };
      methods[`${encoding}Write`] = function (string, offset, length) { return this.write(string, offset, length, encoding); };
    }
    for (const name of Object.keys(native)) {
      if (!/^(read|write)(Big|U|I|F|D)/.test(name)) continue;
      methods[name] = native[name];
      if (name.includes('UInt')) methods[name.replace('UInt', 'Uint')] = native[name];
    }
    for (const name of Reflect.ownKeys(methods)) {
      Object.defineProperty(proto, name, { value: methods[name], writable: true, configurable: true, enumerable: false });
    }
    for (const [name, of] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
      Object.defineProperty(proto, name, { get() { return this instanceof Buffer ? this[of] : undefined; }, configurable: true });
    }
  };
})
