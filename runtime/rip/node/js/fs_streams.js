// fs.createReadStream and createWriteStream; the stream library is loaded by the first.
(function (require) {
  'use strict';
  const { Buffer } = require('buffer');
  const chunk = 64 * 1024;

  return function (fs) {
    function createReadStream(path, options) {
      const { Readable } = require('stream');
      const { encoding, flags = 'r', mode, start = 0, end = Infinity, highWaterMark = chunk, signal } = typeof options === 'string' ? { encoding: options } : options ?? {};
      let fd, at = start;
      return Object.assign(new Readable({
        encoding, highWaterMark, signal,
        construct(callback) {
          fs.open(path, flags, mode, (error, opened) => {
            fd = opened;
            callback(error);
            if (!error) this.emit('open', fd);
          });
        },
        read(size) {
          const length = Math.min(size, highWaterMark, end - at + 1);
          if (length <= 0) return this.push(null);
          const buffer = Buffer.alloc(length);
          fs.read(fd, buffer, 0, length, at, (error, count) => {
            if (error) return this.destroy(error);
            at += count;
            this.bytesRead += count;
            this.push(count > 0 ? buffer.subarray(0, count) : null);
          });
        },
        destroy(error, callback) {
          if (fd === undefined) callback(error);
          else fs.close(fd, (closing) => callback(error ?? closing));
        },
      }), { path, bytesRead: 0 });
    }

    function createWriteStream(path, options) {
      const { Writable } = require('stream');
      const { encoding, flags = 'w', mode, start, highWaterMark = chunk, signal } = typeof options === 'string' ? { encoding: options } : options ?? {};
      let fd, at = start;
      return Object.assign(new Writable({
        defaultEncoding: encoding, highWaterMark, signal,
        construct(callback) {
          fs.open(path, flags, mode, (error, opened) => {
            fd = opened;
            callback(error);
            if (!error) this.emit('open', fd);
          });
        },
        write(data, _, callback) {
          fs.write(fd, data, 0, data.length, at, (error, count) => {
            if (error) return callback(error);
            if (at !== undefined) at += count;
            this.bytesWritten += count;
            if (count < data.length) this._write(data.subarray(count), _, callback);
            else callback();
          });
        },
        destroy(error, callback) {
          if (fd === undefined) callback(error);
          else fs.close(fd, (closing) => callback(error ?? closing));
        },
      }), { path, bytesWritten: 0 });
    }
    return { createReadStream, createWriteStream };
  };
})
