// node:stream: the readable-stream library, and the way to the web's streams.
(function (require) {
  'use strict';
  const stream = require('readable-stream');
  const { Readable, Writable, finished } = stream;

  Readable.toWeb = (readable) => {
    const chunk = (data) => typeof data === 'string' ? new TextEncoder().encode(data)
      : ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data;
    return new ReadableStream({
      start(controller) {
        readable.pause();
        readable.on('data', (data) => {
          controller.enqueue(chunk(data));
          if (controller.desiredSize <= 0) readable.pause();
        });
        finished(readable, { writable: false }, (error) => error ? controller.error(error) : controller.close());
      },
      pull() { readable.resume(); },
      cancel(reason) { readable.destroy(reason instanceof Error ? reason : undefined); },
    }, { highWaterMark: 0 });
  };

  Readable.fromWeb = (web, options) => {
    const reader = web.getReader();
    return new Readable({
      ...options,
      read() {
        reader.read().then(({ value, done }) => this.push(done ? null : value), (error) => this.destroy(error));
      },
      destroy(error, callback) {
        reader.cancel(error).then(() => callback(error), () => callback(error));
      },
    });
  };

  Writable.toWeb = (writable) => new WritableStream({
    write: (chunk) => new Promise((resolve, reject) => writable.write(chunk, (error) => error ? reject(error) : resolve())),
    close: () => new Promise((resolve) => writable.end(resolve)),
    abort(reason) { writable.destroy(reason instanceof Error ? reason : undefined); },
  });

  return stream;
})
