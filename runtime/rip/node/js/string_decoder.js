// node:string_decoder: texts that come in pieces which may end within a character.
(function (require) {
  'use strict';
  const { Buffer, known, text } = require('buffer');

  // unfinished is how many bytes at the end belong to a character, or to a
  // group of base64, that is not complete.
  function unfinished(bytes, encoding) {
    const { length } = bytes;
    switch (encoding) {
      case 'utf16le': {
        const odd = length % 2;
        const high = length - odd >= 2 && (bytes[length - odd - 1] & 0xfc) === 0xd8;
        return odd + (high ? 2 : 0);
      }
      case 'base64': case 'base64url': return length % 3;
      case 'utf8':
        for (let n = 1; n <= Math.min(3, length); n++) {
          const byte = bytes[length - n];
          if ((byte & 0xc0) === 0x80) continue;
          const needs = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
          return byte <= 0xf4 && needs > n ? n : 0;
        }
    }
    return 0;
  }

  function StringDecoder(encoding) {
    this.encoding = known(encoding);
    Object.defineProperty(this, 'rest', { value: Buffer.alloc(0), writable: true });
  }

  Object.assign(StringDecoder.prototype, {
    write(chunk) {
      if (typeof chunk === 'string') return chunk;
      const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const whole = bytes.length - unfinished(bytes, this.encoding);
      this.rest = Buffer.from(bytes.subarray(whole));
      return text(bytes.subarray(0, whole), this.encoding);
    },
    end(chunk) {
      const last = chunk === undefined ? '' : this.write(chunk);
      const { rest } = this;
      this.rest = Buffer.alloc(0);
      return last + (rest.length > 0 ? text(rest, this.encoding) : '');
    },
  });
  return { StringDecoder };
})
