// The global Bun and the module "bun": what apps on a server use of it.
(function (require, native) {
  'use strict';
  const { Buffer } = require('buffer');
  const { unsupported, coded } = require('errors');
  const process = require('process');

  // Modules are loaded by what needs them: most apps touch one member of Bun.
  const use = {
    get fs() { return require('fs').promises; }, get path() { return require('path'); }, get util() { return require('util'); },
    get zlib() { return require('zlib'); }, get crypto() { return require('crypto'); }, get url() { return require('url'); },
  };

  const toBytes = (data) => typeof data === 'string' ? Buffer.from(data)
    : ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);

  const file = (where, options) => typeof where === 'object' && where !== null && typeof where.arrayBuffer === 'function' ? where
    : native.file(typeof where === 'string' && where.startsWith('file:') ? new URL(where) : where, options?.type);
  const blob = Object.getPrototypeOf(file('/'));
  const reading = {
    async text() { return new Response(this).text(); },
    async json() { return new Response(this).json(); },
    async arrayBuffer() { return new Response(this).arrayBuffer(); },
    async bytes() { return new Response(this).bytes(); },
    async formData() { return new Response(this).formData(); },
    stream() { return new Response(this).body; },
    async exists() { return use.fs.stat(this.name).then((found) => found.isFile(), () => false); },
    async stat() { return use.fs.stat(this.name); },
    async delete() { await use.fs.unlink(this.name); },
    async unlink() { await use.fs.unlink(this.name); },
    async write(data, options) { return write(this, data, options); },
    slice(start = 0, end = this.size, type = this.type) {
      const at = (n) => n < 0 ? Math.max(0, this.size + n) : Math.min(n, this.size);
      if (typeof start === 'string') return native.file(this.name, start);
      if (typeof end === 'string') [end, type] = [this.size, end];
      return native.file(this.name, type, at(start), Math.max(at(start), at(end)));
    },
    writer() { throw unsupported('BunFile.writer'); },
  };
  for (const [name, value] of Object.entries(reading)) Object.defineProperty(blob, name, { value, writable: true, configurable: true });

  const outputs = {
    stdout: { name: '', type: 'application/octet-stream', arrayBuffer: undefined, write: (data) => write(outputs.stdout, data) },
    stderr: { name: '', type: 'application/octet-stream', arrayBuffer: undefined, write: (data) => write(outputs.stderr, data) },
  };

  async function write(destination, data, { createPath = true } = {}) {
    const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(await new Response(Array.isArray(data) ? new Blob(data) : data).arrayBuffer());
    for (const name of ['stdout', 'stderr']) {
      if (destination !== outputs[name]) continue;
      process[name].write(bytes);
      return bytes.length;
    }
    const target = file(destination).name;
    if (createPath) await use.fs.mkdir(use.path.dirname(use.path.resolve(target)), { recursive: true });
    await use.fs.writeFile(target, bytes);
    return bytes.length;
  }

  const stdin = {
    name: '', type: 'application/octet-stream',
    stream: () => require('stream').Readable.toWeb(process.stdin),
    text: () => require('stream/consumers').text(process.stdin),
    json: () => require('stream/consumers').json(process.stdin),
    arrayBuffer: () => require('stream/consumers').arrayBuffer(process.stdin),
    bytes: () => require('stream/consumers').bytes(process.stdin),
  };

  const hash = (data, seed = 0) => native.wyhash(toBytes(data), seed);
  Object.assign(hash, {
    wyhash: hash,
    crc32: (data) => Number(native.crc32(toBytes(data))),
    adler32: (data) => Number(native.adler32(toBytes(data))),
    xxHash64: (data, seed = 0) => native.xxHash64(toBytes(data), seed),
  });
  for (const name of ['cityHash32', 'cityHash64', 'xxHash32', 'xxHash3', 'murmur32v2', 'murmur32v3', 'murmur64v2', 'rapidhash']) {
    hash[name] = () => { throw unsupported(`Bun.hash.${name}`); };
  }

  const hashPassword = (beside, password, options = 'argon2id') => {
    const { algorithm, cost = 10, memoryCost = 65536, timeCost = 2 } = typeof options === 'string' ? { algorithm: options } : options;
    return native.passwordHash(beside, password, algorithm ?? 'argon2id', algorithm === 'bcrypt' ? cost : memoryCost, timeCost);
  };
  const password = {
    hash: async (plain, options) => hashPassword(true, plain, options),
    hashSync: (plain, options) => hashPassword(false, plain, options),
    verify: async (plain, hashed) => plain.length > 0 && hashed !== '' && native.passwordVerify(true, plain, hashed),
    verifySync: (plain, hashed) => plain.length > 0 && hashed !== '' && native.passwordVerify(false, plain, hashed),
  };

  const digested = (buffer, encoding) => typeof encoding === 'string' ? buffer.toString(encoding)
    : ArrayBuffer.isView(encoding) ? (encoding.set(buffer), encoding) : new Uint8Array(buffer);

  class CryptoHasher {
    #hash;
    constructor(algorithm, key) {
      this.algorithm = algorithm;
      this.#hash = key instanceof use.crypto.Hash ? key : key === undefined ? use.crypto.createHash(algorithm) : use.crypto.createHmac(algorithm, key);
    }
    update(data, encoding) { this.#hash.update(data, encoding); return this; }
    digest(encoding) { return digested(this.#hash.digest(), encoding); }
    copy() { return new CryptoHasher(this.algorithm, this.#hash.copy()); }
    static hash(algorithm, data, encoding) { return digested(use.crypto.createHash(algorithm).update(toBytes(data)).digest(), encoding); }
    static get algorithms() { return use.crypto.getHashes(); }
  }
  const hashers = {};
  for (const [name, algorithm] of [['MD5', 'md5'], ['SHA1', 'sha1'], ['SHA224', 'sha224'], ['SHA256', 'sha256'], ['SHA384', 'sha384'], ['SHA512', 'sha512'], ['SHA512_256', 'sha512-256']]) {
    hashers[name] = class extends CryptoHasher {
      constructor() { super(algorithm); }
      static hash(data, encoding) { return CryptoHasher.hash(algorithm, data, encoding); }
    };
  }

  function peek(promise) {
    const [status, result] = native.promise(promise);
    if (status === 'rejected') throw result;
    return result;
  }
  peek.status = (promise) => native.promise(promise)[0];

  function randomUUIDv7(encoding = 'hex', timestamp = Date.now()) {
    const id = native.uuid7(Number(timestamp));
    if (encoding === 'buffer') return id;
    return encoding === 'hex' ? id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : id.toString(encoding);
  }

  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
  const stream = (convert) => async (readable) => convert(new Response(readable));
  const plain = (name) => (data, options) => new Uint8Array(use.zlib[name](toBytes(data), options));

  const bun = {
    version: '1.4.5', revision: '', isMainThread: true, main: process.argv[1] ?? '', argv: process.argv, env: process.env, cwd: process.cwd,
    serve: (...args) => native.serve(...args), file, write, stdin, stdout: outputs.stdout, stderr: outputs.stderr, hash, password,
    CryptoHasher, ...hashers, peek, randomUUIDv7, fileURLToPath: (url) => use.url.fileURLToPath(url), pathToFileURL: (path) => use.url.pathToFileURL(path), which: (name) => native.which(name),
    sleep: (time) => new Promise((resolve) => setTimeout(resolve, time instanceof Date ? time - Date.now() : time)),
    sleepSync(time) {
      if (typeof time !== 'number' || !(time >= 0)) throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'sleepSync expects milliseconds');
      native.sleep(time);
    },
    nanoseconds: () => Number(process.hrtime.bigint()),
    escapeHTML: (text) => `${text}`.replace(/[&<>"']/g, (c) => entities[c]),
    inspect: Object.assign((value, options) => use.util.inspect(value, options), { custom: Symbol.for('nodejs.util.inspect.custom') }),
    deepEquals: (a, b, strict = false) => require('deepequal')(a, b, strict),
    gzipSync: plain('gzipSync'), gunzipSync: plain('gunzipSync'), deflateSync: plain('deflateRawSync'), inflateSync: plain('inflateRawSync'),
    allocUnsafe: (size) => new Uint8Array(size), gc: () => 0, stripANSI: (text) => use.util.stripVTControlCharacters(text),
    concatArrayBuffers: (buffers) => new Uint8Array(Buffer.concat(buffers.map(toBytes))).buffer,
    readableStreamToText: stream((r) => r.text()), readableStreamToJSON: stream((r) => r.json()), readableStreamToBytes: stream((r) => r.bytes()),
    readableStreamToArrayBuffer: stream((r) => r.arrayBuffer()), readableStreamToBlob: stream((r) => r.blob()),
    async readableStreamToArray(readable) {
      const chunks = [], reader = readable.getReader();
      for (let step = await reader.read(); !step.done; step = await reader.read()) chunks.push(step.value);
      return chunks;
    },
  };
  for (const name of ['$', 'build', 'color', 'connect', 'Cookie', 'CookieMap', 'FileSystemRouter', 'generateHeapSnapshot', 'Glob', 'listen',
    'mmap', 'openInEditor', 'plugin', 'redis', 'RedisClient', 'resolve', 'resolveSync', 'S3Client', 's3', 'spawn', 'spawnSync', 'sql', 'SQL',
    'stringWidth', 'Transpiler', 'udpSocket', 'zstdCompress', 'zstdCompressSync', 'zstdDecompress', 'zstdDecompressSync']) {
    bun[name] = { [name]: function () { throw unsupported(`Bun.${name}`); } }[name];
  }
  bun.fetch = (...args) => fetch(...args);
  return bun;
})
