// node:zlib: whole buffers; streams are the web's CompressionStream.
(function (require, native) {
  'use strict';
  const { Buffer } = require('buffer');
  const { needFunction, unsupported, wrongType } = require('errors');
  const zlib = {
    constants: {
      Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_OK: 0, Z_STREAM_END: 1, Z_DATA_ERROR: -3,
      Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1,
    },
  };

  function input(data) {
    if (typeof data === 'string') return Buffer.from(data);
    if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data;
    throw wrongType('buffer', 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer', data);
  }

  const formats = { gzip: 'gzip', deflate: 'deflate', deflateRaw: 'raw' };
  const opposites = { gunzip: 'gzip', inflate: 'deflate', inflateRaw: 'raw', unzip: 'unzip' };
  const calls = [
    ...Object.entries(formats).map(([name, format]) => [name, (beside, data, o) => native.pack(beside, format, input(data), o?.level ?? -1)]),
    ...Object.entries(opposites).map(([name, format]) => [name, (beside, data, o) => native.unpack(beside, format, input(data), o?.maxOutputLength ?? 0)]),
  ];
  for (const [name, call] of calls) {
    zlib[`${name}Sync`] = (data, options) => call(false, data, options);
    zlib[name] = (data, ...rest) => {
      const callback = rest.pop();
      needFunction(callback, 'callback');
      call(true, data, rest[0]).then((result) => callback(null, result), callback);
    };
  }

  zlib.crc32 = (data, start = 0) => {
    let crc = ~start;
    for (const byte of typeof data === 'string' ? Buffer.from(data) : data) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
    }
    return ~crc >>> 0;
  };

  for (const name of ['Gzip', 'Gunzip', 'Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress']) {
    zlib[`create${name}`] = () => { throw unsupported(`node:zlib: create${name} (CompressionStream and DecompressionStream are)`); };
    if (/Brotli|Zstd/.test(name)) {
      for (const call of [name[0].toLowerCase() + name.slice(1), `${name[0].toLowerCase()}${name.slice(1)}Sync`]) {
        zlib[call] = () => { throw unsupported(`node:zlib: ${call}`); };
      }
    }
  }
  return zlib;
})
