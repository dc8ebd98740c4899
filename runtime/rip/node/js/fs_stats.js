// What node:fs tells about files.
(function () {
  'use strict';
  const constants = {
    F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4, COPYFILE_EXCL: 1, COPYFILE_FICLONE: 2, COPYFILE_FICLONE_FORCE: 4,
    O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2,
    S_IFMT: 0o170000, S_IFREG: 0o100000, S_IFDIR: 0o040000, S_IFLNK: 0o120000,
  };

  const kinds = {
    isFile: 'file', isDirectory: 'directory', isSymbolicLink: 'symlink', isSocket: 'socket', isFIFO: 'fifo',
    isCharacterDevice: 'character', isBlockDevice: 'block',
  };

  class Stats {
    #kind;
    constructor({ kind, ...info }) {
      this.#kind = kind;
      Object.assign(this, info);
      for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) this[name] = new Date(info[`${name}Ms`]);
    }
    static kind(stats) { return stats.#kind; }
  }

  class Dirent {
    #kind;
    constructor(name, kind, parentPath) {
      const at = name.lastIndexOf('/');
      this.name = name.slice(at + 1);
      this.parentPath = this.path = parentPath;
      this.#kind = kind;
    }
    static kind(entry) { return entry.#kind; }
  }

  for (const Class of [Stats, Dirent]) {
    const kindOf = Class.kind;
    delete Class.kind;
    for (const [name, kind] of Object.entries(kinds)) {
      Object.defineProperty(Class.prototype, name, { value: { [name]() { return kindOf(this) === kind; } }[name], writable: true, configurable: true });
    }
  }

  return function (require) {
    const linux = require('process').platform === 'linux';
    Object.assign(constants, linux
      ? { O_CREAT: 0o100, O_EXCL: 0o200, O_TRUNC: 0o1000, O_APPEND: 0o2000, O_SYNC: 0o4010000 }
      : { O_CREAT: 0x200, O_EXCL: 0x800, O_TRUNC: 0x400, O_APPEND: 0x8, O_SYNC: 0x80 });
    return { Stats, Dirent, constants };
  };
})
