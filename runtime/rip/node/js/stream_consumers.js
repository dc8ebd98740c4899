// node:stream/consumers.
(function (require) {
  'use strict';
  const { Buffer } = require('buffer');

  async function buffer(stream) {
    const chunks = [];
    const iterator = stream[Symbol.asyncIterator]();
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      chunks.push(Buffer.from(step.value));
    }
    return Buffer.concat(chunks);
  }

  const text = async (stream) => new TextDecoder().decode(await buffer(stream));
  return {
    buffer, text,
    json: async (stream) => JSON.parse(await text(stream)),
    blob: async (stream) => new Blob([await buffer(stream)]),
    bytes: async (stream) => new Uint8Array(await buffer(stream)),
    async arrayBuffer(stream) {
      const whole = await buffer(stream);
      return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength);
    },
  };
})
