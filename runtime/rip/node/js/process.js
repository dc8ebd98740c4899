// node:process.
(function (require, native) {
  'use strict';
  const EventEmitter = require('events');
  const { coded, outOfRange, needFunction } = require('errors');
  const facts = native.facts();

  const process = Object.create(Object.create(EventEmitter.prototype, {
    constructor: { value: function process() {}, configurable: true },
    [Symbol.toStringTag]: { value: 'process', configurable: true },
  }));
  EventEmitter.call(process);

  function hrtime(before) {
    const now = native.nanoseconds();
    let seconds = Math.floor(now / 1e9), rest = now % 1e9;
    if (before === undefined) return [seconds, rest];
    seconds -= before[0];
    rest -= before[1];
    return rest < 0 ? [seconds - 1, rest + 1e9] : [seconds, rest];
  }
  hrtime.bigint = () => BigInt(native.nanoseconds());

  const memoryUsage = () => native.memory();
  memoryUsage.rss = () => native.memory().rss;

  let exiting = false;
  function exit(code = process.exitCode ?? 0) {
    process.exitCode = code;
    if (!exiting) {
      exiting = true;
      process.emit('exit', Number(code));
    }
    native.exit(Number(code));
  }

  Object.assign(process, {
    title: 'rip-server', version: `v${facts.version}`, versions: { node: facts.version, rip: facts.version },
    release: { name: 'node' }, arch: facts.arch, platform: facts.platform, pid: facts.pid, ppid: facts.ppid, execPath: facts.execPath,
    execArgv: [], argv: [facts.execPath, ...facts.args], argv0: 'rip-server', env: native.environment(), exitCode: undefined,
    features: {}, config: {}, allowedNodeEnvironmentFlags: new Set(), exit, hrtime, memoryUsage,
    cwd: () => native.cwd(),
    chdir() { throw coded(Error, 'ERR_WORKER_UNSUPPORTED_OPERATION', 'process.chdir() is not supported by the embedded runtime: apps share the process'); },
    uptime: () => native.nanoseconds() / 1e9,
    cpuUsage(before) {
      const [user, system] = native.cpu();
      return before ? { user: user - before.user, system: system - before.system } : { user, system };
    },
    nextTick(callback, ...args) {
      needFunction(callback, 'callback');
      queueMicrotask(args.length > 0 ? () => callback(...args) : callback);
    },
    umask: () => 0o022,
    emitWarning(warning, options) {
      const name = typeof options === 'string' ? options : options?.type ?? warning?.name ?? 'Warning';
      console.error(`(rip-server:${facts.pid}) ${name}: ${warning?.message ?? warning}`);
    },
    abort() { native.exit(134); },
    kill(pid) { throw outOfRange('pid', 'a process of the app; the embedded runtime has none', pid); },
    binding() { throw coded(Error, 'ERR_INVALID_MODULE', 'No such module: process.binding is not supported by the embedded runtime'); },
    getBuiltinModule: (name) => require('module').isBuiltin(name) ? require(`${name}`.replace(/^node:/, '')) : undefined,
  });

  // _finish is what the host calls when nothing is left to do.
  Object.defineProperty(process, '_finish', { value: () => {
    process.emit('beforeExit', Number(process.exitCode ?? 0));
    process.emit('exit', Number(process.exitCode ?? 0));
    return Number(process.exitCode ?? 0);
  } });

  // Streams take the whole library, so they are made when somebody asks.
  const lazily = (name, make) => Object.defineProperty(process, name, {
    get() {
      const value = make();
      Object.defineProperty(process, name, { value, writable: true, configurable: true, enumerable: true });
      return value;
    }, configurable: true, enumerable: true,
  });
  const output = (fd, write) => () => {
    const { Writable } = require('stream');
    return Object.assign(new Writable({
      decodeStrings: true,
      write(chunk, _, callback) { write(chunk); callback(); },
    }), { fd, isTTY: false });
  };
  lazily('stdout', output(1, native.writeOut));
  lazily('stderr', output(2, native.writeErr));
  lazily('stdin', () => {
    const { Readable } = require('stream');
    return Object.assign(new Readable({
      highWaterMark: 0, // nothing is read ahead, so that a script can end when it wants no more of what is typed
      read() { native.readIn().then((chunk) => this.push(chunk), (error) => this.destroy(error)); },
    }), { fd: 0, isTTY: false });
  });

  // Signals end a script unless it listens for them, so somebody must know whether it does.
  process.on('newListener', (name) => { if (/^SIG/.test(String(name))) native.hears(name, true); });
  process.on('removeListener', (name) => { if (/^SIG/.test(String(name))) native.hears(name, process.listenerCount(name) > 0); });

  // What nobody catches comes from the web platform's events.
  const watch = { uncaughtException: 'error', unhandledRejection: 'unhandledrejection' };
  process.on('newListener', (name) => {
    if (!Object.hasOwn(watch, name)) return;
    const event = watch[name];
    delete watch[name];
    addEventListener(event, (e) => {
      if (process.listenerCount(name) === 0) return;
      e.preventDefault();
      if (name === 'uncaughtException') process.emit(name, e.error, name);
      else process.emit(name, e.reason, e.promise);
    });
  });
  return process;
})
