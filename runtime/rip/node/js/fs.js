// node:fs and node:fs/promises. Each call exists three times: at once, with a
// callback, and as a promise; prepare turns what programs give into what Go takes.
(function (require, native) {
  'use strict';
  const { Buffer } = require('buffer');
  const { needFunction, wrongType, wrongValue, unsupported } = require('errors');
  const { Stats, Dirent, constants } = require('fs_stats')(require);

  const flags = {
    r: constants.O_RDONLY, rs: constants.O_RDONLY, 'r+': constants.O_RDWR,
    w: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 'w+': constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC,
    a: constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 'a+': constants.O_RDWR | constants.O_CREAT | constants.O_APPEND,
  };
  for (const name of ['w', 'w+', 'a', 'a+']) flags[name.replace(/^./, '$&x')] = flags[name] | constants.O_EXCL;

  function flag(value, otherwise) {
    if (typeof value === 'number') return value;
    const bits = flags[value ?? otherwise];
    if (bits === undefined) throw wrongValue('flags', value);
    return bits;
  }

  const options = (value) => typeof value === 'string' ? { encoding: value } : value ?? {};
  const mode = (value, otherwise) => typeof value === 'string' ? parseInt(value, 8) : value ?? otherwise;
  const seconds = (time) => time instanceof Date ? time / 1000 : Number(time);

  function content(data, encoding) {
    if (typeof data === 'string') return Buffer.from(data, encoding);
    if (!ArrayBuffer.isView(data)) throw wrongType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
    return data;
  }

  const decoded = (encoding) => (buffer) => encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
  const stats = ({ throwIfNoEntry } = {}) => ({
    finish: (info) => new Stats(info), missing: throwIfNoEntry === false ? () => undefined : null,
  });

  // calls are (arguments …) to what Go is called with, and what is made of its result.
  const calls = {
    readFile: (path, o) => ({ name: 'readFile', args: [path], finish: decoded(options(o).encoding) }),
    writeFile: (path, data, o) => ({
      name: 'writeFile', args: [path, content(data, options(o).encoding), flag(options(o).flag, 'w'), mode(options(o).mode, 0o666)],
    }),
    appendFile: (path, data, o) => calls.writeFile(path, data, { flag: 'a', ...options(o) }),
    truncate: (path, length = 0) => ({ name: 'truncate', args: [path, length] }),
    stat: (path, o) => ({ name: 'stat', args: [path], ...stats(o) }),
    lstat: (path, o) => ({ name: 'lstat', args: [path], ...stats(o) }),
    fstat: (fd) => ({ name: 'fstat', args: [fd], ...stats() }),
    access: (path, how = constants.F_OK) => ({ name: 'access', args: [path, how] }),
    chmod: (path, bits) => ({ name: 'chmod', args: [path, mode(bits)] }),
    utimes: (path, accessed, modified) => ({ name: 'utimes', args: [path, seconds(accessed), seconds(modified)] }),
    readdir: (path, o) => ({
      name: 'readdir', args: [path, !!options(o).recursive],
      finish: (list) => list.map(([name, kind, parent]) => options(o).withFileTypes ? new Dirent(name, kind, parent) : name),
    }),
    mkdir: (path, o) => ({
      name: 'mkdir', args: typeof o === 'object' && o !== null ? [path, !!o.recursive, mode(o.mode, 0o777)] : [path, false, mode(o, 0o777)],
    }),
    mkdtemp: (prefix) => ({ name: 'mkdtemp', args: [prefix] }),
    rmdir: (path) => ({ name: 'rmdir', args: [path] }),
    rm: (path, o) => ({ name: 'rm', args: [path, !!o?.recursive, !!o?.force] }),
    unlink: (path) => ({ name: 'unlink', args: [path] }),
    rename: (from, to) => ({ name: 'rename', args: [from, to] }),
    copyFile: (from, to, how = 0) => ({ name: 'copyFile', args: [from, to, (how & constants.COPYFILE_EXCL) !== 0] }),
    cp: (from, to, o) => ({ name: 'cp', args: [from, to, !!o?.recursive] }),
    realpath: (path) => ({ name: 'realpath', args: [path] }),
    readlink: (path) => ({ name: 'readlink', args: [path] }),
    symlink: (target, path) => ({ name: 'symlink', args: [target, path] }),
    link: (from, to) => ({ name: 'link', args: [from, to] }),
    open: (path, how, bits) => ({ name: 'open', args: [path, flag(how, 'r'), mode(bits, 0o666)] }),
    close: (fd) => ({ name: 'close', args: [fd] }),
    read: (fd, buffer, offset = 0, length = buffer.byteLength - offset, position = null) => ({
      name: 'read', args: [fd, length, position ?? -1],
      finish(chunk) { new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(chunk, offset); return chunk.length; },
    }),
    write(fd, data, ...rest) {
      if (typeof data === 'string') return { name: 'write', args: [fd, Buffer.from(data, rest[1]), rest[0] ?? -1] };
      const [offset = 0, length = data.byteLength - offset, position = null] = rest;
      return { name: 'write', args: [fd, Buffer.from(data.buffer, data.byteOffset + offset, length), position ?? -1] };
    },
  };

  const keep = (value) => value;

  function sync({ name, args, finish = keep, missing }) {
    let result;
    try {
      result = native.sync(name, ...args);
    } catch (error) {
      if (missing && error.code === 'ENOENT') return missing();
      throw error;
    }
    return finish(result);
  }

  const promised = async ({ name, args, finish = keep }) => finish(await native.async(name, ...args));

  const fs = { constants, Stats, Dirent }, promises = { constants };
  for (const [name, prepare] of Object.entries(calls)) {
    fs[`${name}Sync`] = (...args) => sync(prepare(...args));
    fs[name] = (...args) => {
      const callback = args.pop();
      needFunction(callback, 'cb');
      promised(prepare(...args)).then((value) => callback(null, value), callback);
    };
    promises[name] = async (...args) => promised(prepare(...args));
  }
  for (const name of ['fstat', 'close', 'read', 'write']) delete promises[name];
  fs.read[Symbol.for('nodejs.util.promisify.custom')] = async (...args) => ({ bytesRead: await promised(calls.read(...args)), buffer: args[1] });

  fs.existsSync = (path) => {
    try {
      fs.accessSync(path);
      return true;
    } catch {
      return false;
    }
  };
  fs.exists = (path, callback) => promises.access(path).then(() => callback(true), () => callback(false));
  fs.realpathSync.native = fs.realpathSync;
  fs.realpath.native = fs.realpath;
  for (const name of ['watch', 'watchFile', 'unwatchFile', 'opendir', 'opendirSync', 'statfs']) fs[name] = () => { throw unsupported(`node:fs: ${name}`); };
  promises.open = async (...args) => require('fs_handle')(fs, promises, await promised(calls.open(...args)));
  fs.promises = promises;
  Object.assign(fs, require('fs_streams')(fs));
  return fs;
})
