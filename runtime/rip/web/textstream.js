// TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream:
// pairs of streams around a function.
(function (load, native) {
  'use strict';
  const { expose, need, text } = load('idl');
  const { TransformStream } = load('streams');

  // Pair is a readable and a writable side: a TransformStream behind a class
  // of its own.
  class Pair {
    #stream;
    constructor(transformer) { this.#stream = new TransformStream(transformer); }
    static readable(of) { return of.#stream.readable; }
    static writable(of) { return of.#stream.writable; }
  }
  const sides = (Class, pairOf) => {
    Object.defineProperty(Class.prototype, 'readable', { get() { return Pair.readable(pairOf(this)); }, enumerable: true, configurable: true });
    Object.defineProperty(Class.prototype, 'writable', { get() { return Pair.writable(pairOf(this)); }, enumerable: true, configurable: true });
    return expose(Class);
  };
  const bytes = (chunk, where) => {
    if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw new TypeError(`${where}: a chunk must be an ArrayBuffer or a view of one.`);
  };

  class TextDecoderStream {
    #decoder; #pair;
    constructor(label = undefined, options = undefined) {
      const decoder = (this.#decoder = new TextDecoder(label, options));
      this.#pair = new Pair({
        transform(chunk, controller) {
          const part = decoder.decode(bytes(chunk, 'TextDecoderStream'), { stream: true });
          if (part !== '') controller.enqueue(part);
        },
        flush(controller) {
          const part = decoder.decode();
          if (part !== '') controller.enqueue(part);
        },
      });
    }
    get encoding() { return this.#decoder.encoding; }
    get fatal() { return this.#decoder.fatal; }
    get ignoreBOM() { return this.#decoder.ignoreBOM; }
    static pair = (of) => of.#pair;
  }

  class TextEncoderStream {
    #pair; #brand = 'utf-8';
    constructor() {
      const encoder = new TextEncoder();
      let lead = ''; // a high surrogate whose low one may come in the next chunk
      this.#pair = new Pair({
        transform(chunk, controller) {
          let part = lead + text(chunk);
          lead = '';
          const last = part.charCodeAt(part.length - 1);
          if (last >= 0xd800 && last <= 0xdbff) {
            lead = part.slice(-1);
            part = part.slice(0, -1);
          }
          if (part !== '') controller.enqueue(encoder.encode(part));
        },
        flush(controller) { if (lead !== '') controller.enqueue(encoder.encode(lead)); },
      });
    }
    get encoding() { return this.#brand; }
    static pair = (of) => of.#pair;
  }

  // around makes the transformer of a compressor or decompressor in Go.
  const around = (codec, where) => ({
    transform(chunk, controller) {
      const out = codec.write(bytes(chunk, where));
      if (out.length > 0) controller.enqueue(out);
    },
    flush(controller) {
      const out = codec.end();
      if (out.length > 0) controller.enqueue(out);
    },
    cancel() { codec.stop(); },
  });

  class CompressionStream {
    #pair;
    constructor(format) {
      need(arguments, 1, 'CompressionStream constructor');
      this.#pair = new Pair(around(native.compressor(text(format)), 'CompressionStream'));
    }
    static pair = (of) => of.#pair;
  }

  class DecompressionStream {
    #pair;
    constructor(format) {
      need(arguments, 1, 'DecompressionStream constructor');
      this.#pair = new Pair(around(native.decompressor(text(format)), 'DecompressionStream'));
    }
    static pair = (of) => of.#pair;
  }

  const classes = { TextDecoderStream, TextEncoderStream, CompressionStream, DecompressionStream };
  for (const Class of Object.values(classes)) {
    const { pair } = Class;
    delete Class.pair;
    sides(Class, pair);
  }
  return classes;
})
