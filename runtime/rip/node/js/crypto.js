// node:crypto: hashes, random values, key derivation and AES. For keys and
// signatures there is crypto.subtle.
(function (require, native) {
  'use strict';
  const { Buffer } = require('buffer');
  const { coded, needFunction, needString, outOfRange, unsupported, wrongType } = require('errors');
  const kEmpty = Buffer.alloc(0);

  function bytes(data, name, encoding) {
    if (typeof data === 'string') return Buffer.from(data, encoding);
    if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data;
    throw wrongType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }

  const encoded = (buffer, encoding) => encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;

  class Hash {
    #state; #over = false;
    constructor(state) { this.#state = state; }
    update(data, encoding) {
      if (this.#over) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      this.#state.update(bytes(data, 'data', encoding));
      return this;
    }
    digest(encoding) {
      if (this.#over) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      this.#over = true;
      return encoded(this.#state.digest(), encoding);
    }
    copy() {
      if (this.#over) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      return new this.constructor(this.#state.copy());
    }
  }
  class Hmac extends Hash {}

  // Cipher keeps what it is given and gives everything out in final.
  class Cipher {
    #cipher; #decrypt; #parts = []; #more = []; #tag; #padding = true;
    constructor(name, key, iv, decrypt) {
      this.#cipher = native.cipher(name.toLowerCase(), bytes(key, 'key'), iv === null ? kEmpty : bytes(iv, 'iv'), decrypt);
      this.#decrypt = decrypt;
    }
    update(data, inputEncoding, outputEncoding) {
      this.#parts.push(Buffer.from(bytes(data, 'data', inputEncoding)));
      return encoded(kEmpty, outputEncoding);
    }
    final(outputEncoding) {
      const [output, tag] = this.#cipher.finish(Buffer.concat(this.#parts), Buffer.concat(this.#more), this.#tag, this.#padding);
      if (!this.#decrypt) this.#tag = tag;
      return encoded(output, outputEncoding);
    }
    setAAD(data) { this.#more.push(Buffer.from(bytes(data, 'buffer'))); return this; }
    getAuthTag() {
      if (this.#tag === undefined || this.#decrypt) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation getAuthTag');
      return this.#tag;
    }
    setAuthTag(tag, encoding) { this.#tag = bytes(tag, 'tag', encoding); return this; }
    setAutoPadding(on = true) { this.#padding = on; return this; }
  }

  function randomBytes(size, callback) {
    if (typeof size !== 'number') throw wrongType('size', 'of type number', size);
    if (!(size >= 0 && size < 2 ** 31)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
    return randomFill(Buffer.alloc(size), callback);
  }

  function randomFill(buffer, ...rest) {
    const callback = typeof rest.at(-1) === 'function' ? rest.pop() : undefined;
    if (typeof buffer === 'string') throw wrongType('buf', 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView', buffer);
    const [offset = 0, size = bytes(buffer, 'buf').byteLength - offset] = rest;
    native.random(new Uint8Array(buffer.buffer ?? buffer, (buffer.byteOffset ?? 0) + offset, size));
    if (!callback) return buffer;
    queueMicrotask(() => callback(null, buffer));
  }

  function randomInt(min, max, callback) {
    if (max === undefined || typeof max === 'function') [min, max, callback] = [0, min, max];
    for (const [name, value] of [['min', min], ['max', max]]) {
      if (!Number.isSafeInteger(value)) throw wrongType(name, 'a safe integer', value);
    }
    if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
    if (max - min > 2 ** 48) throw outOfRange('max - min', '<= 281474976710655', max - min);
    const n = min + native.randomBelow(max - min);
    if (!callback) return n;
    queueMicrotask(() => callback(null, n));
  }

  function timingSafeEqual(a, b) {
    if (bytes(a, 'buf1').byteLength !== bytes(b, 'buf2').byteLength) {
      throw coded(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    }
    return native.equal(a, b);
  }

  // derived makes the form with a callback of one that gets whether to run beside the VM.
  const derived = (call) => (...args) => {
    const callback = args.pop();
    needFunction(callback, 'callback');
    call(true, ...args).then((key) => callback(null, key), callback);
  };
  function keyLength(length) {
    if (typeof length !== 'number') throw wrongType('keylen', 'of type number', length);
    if (!Number.isInteger(length) || length < 0 || length > 2 ** 31 - 1) throw outOfRange('keylen', '>= 0 && <= 2147483647', length);
    return length;
  }

  const scrypt = (beside, password, salt, length, options = {}) => {
    const { N = options.cost ?? 16384, r = options.blockSize ?? 8, p = options.parallelization ?? 1, maxmem = 32 * 1024 * 1024 } = options;
    if (128 * N * r > maxmem) throw coded(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params: memory limit exceeded');
    return native.scrypt(beside, bytes(password, 'password'), bytes(salt, 'salt'), keyLength(length), N, r, p);
  };
  const pbkdf2 = (beside, password, salt, iterations, length, digest) => {
    needString(digest, 'digest');
    if (!(iterations >= 1)) throw outOfRange('iterations', '>= 1 && <= 2147483647', iterations);
    return native.pbkdf2(beside, bytes(password, 'password'), bytes(salt, 'salt'), keyLength(length), iterations, digest);
  };
  const hkdf = (beside, digest, key, salt, info, length) =>
    native.hkdf(beside, bytes(key, 'ikm'), bytes(salt, 'salt'), bytes(info, 'info'), keyLength(length), digest);
  const arrayBuffer = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);

  const exports = {
    Hash, Hmac,
    createHash: (name) => new Hash(native.hash(name)),
    createHmac: (name, key, options) => new Hmac(native.hash(name, Buffer.from(bytes(key, 'key', options?.encoding)))),
    hash: (name, data, encoding = 'hex') => new Hash(native.hash(name)).update(data).digest(encoding),
    getHashes: () => native.hashes(),
    getCiphers: () => ['128', '192', '256'].flatMap((bits) => ['cbc', 'ctr', 'gcm'].map((mode) => `aes-${bits}-${mode}`)),
    createCipheriv: (name, key, iv) => new Cipher(name, key, iv, false),
    createDecipheriv: (name, key, iv) => new Cipher(name, key, iv, true),
    randomBytes, randomFill, randomInt, timingSafeEqual,
    randomFillSync: (buffer, offset, size) => randomFill(buffer, offset, size),
    randomUUID: () => crypto.randomUUID(),
    getRandomValues: (array) => crypto.getRandomValues(array),
    pseudoRandomBytes: randomBytes,
    scrypt: derived(scrypt), scryptSync: (...args) => scrypt(false, ...args),
    pbkdf2: derived(pbkdf2), pbkdf2Sync: (...args) => pbkdf2(false, ...args),
    hkdf: derived((...args) => hkdf(...args).then(arrayBuffer)), hkdfSync: (...args) => arrayBuffer(hkdf(false, ...args)),
    constants: {},
    get webcrypto() { return crypto; },
    get subtle() { return crypto.subtle; },
  };
  for (const name of ['createSign', 'createVerify', 'sign', 'verify', 'createPrivateKey', 'createPublicKey', 'createSecretKey', 'generateKeyPair',
    'generateKeyPairSync', 'generateKey', 'generateKeySync', 'createDiffieHellman', 'createECDH', 'diffieHellman', 'publicEncrypt',
    'privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'X509Certificate', 'KeyObject']) {
    exports[name] = { [name]: function () { throw unsupported(`node:crypto: ${name} (crypto.subtle is)`); } }[name];
  }
  return exports;
})
