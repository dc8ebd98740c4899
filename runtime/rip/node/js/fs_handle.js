// FileHandle, what fs.promises.open gives.
(function (require) {
  'use strict';
  const { Buffer } = require('buffer');
  const util = require('util');

  return function (fs, promises, fd) {
    const call = (name) => util.promisify(fs[name]);
    return {
      fd,
      async close() { await call('close')(fd); },
      stat: () => call('fstat')(fd),
      async read(buffer = Buffer.alloc(16384), offset, length, position) {
        if (!ArrayBuffer.isView(buffer)) ({ buffer = Buffer.alloc(16384), offset, length, position } = buffer);
        return call('read')(fd, buffer, offset, length, position);
      },
      async write(data, ...rest) { return { bytesWritten: await call('write')(fd, data, ...rest), buffer: data }; },
      async readFile(options) {
        const chunks = [];
        for (;;) {
          const { bytesRead, buffer } = await this.read(Buffer.alloc(65536));
          if (bytesRead === 0) break;
          chunks.push(buffer.subarray(0, bytesRead));
        }
        const whole = Buffer.concat(chunks), encoding = typeof options === 'string' ? options : options?.encoding;
        return encoding ? whole.toString(encoding) : whole;
      },
      async writeFile(data, options) {
        let rest = typeof data === 'string' ? Buffer.from(data, typeof options === 'string' ? options : options?.encoding) : data;
        while (rest.length > 0) rest = rest.subarray((await this.write(rest)).bytesWritten);
      },
      async appendFile(data, options) { return this.writeFile(data, options); },
      async [Symbol.asyncDispose]() { await this.close(); },
    };
  };
})
