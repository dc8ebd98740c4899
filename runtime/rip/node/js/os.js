// node:os, as far as an app may know its machine.
(function (require, native) {
  'use strict';
  const { unsupported } = require('errors');
  const process = require('process');
  const [type, release, version, machine] = native.uname();
  return {
    EOL: '\n', devNull: '/dev/null', arch: () => process.arch, platform: () => process.platform, type: () => type, release: () => release,
    version: () => version, machine: () => machine, hostname: native.hostname, homedir: native.homedir, tmpdir: native.tmpdir,
    endianness: () => 'LE', availableParallelism: native.cpus,
    cpus: () => Array.from({ length: native.cpus() }, () => ({ model: machine, speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
    uptime: () => process.uptime(),
    userInfo() {
      const [uid, gid] = native.user();
      return { uid, gid, username: process.env.USER ?? '', homedir: native.homedir(), shell: process.env.SHELL ?? null };
    },
    totalmem() { throw unsupported('os.totalmem'); },
    freemem() { throw unsupported('os.freemem'); },
    loadavg() { throw unsupported('os.loadavg'); },
    networkInterfaces() { throw unsupported('os.networkInterfaces'); },
    constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }, errno: {} },
  };
})
