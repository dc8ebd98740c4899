// Modules that only hand on what is there.
(function (require) {
  'use strict';
  const { coded, unsupported } = require('errors');

  const builtin = [
    'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'console', 'crypto', 'diagnostics_channel', 'events', 'fs',
    'fs/promises', 'http', 'https', 'module', 'net', 'os', 'path', 'path/posix', 'perf_hooks', 'process', 'querystring', 'readline',
    'readline/promises', 'stream',
    'stream/consumers', 'stream/promises', 'stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tty', 'url', 'util',
    'util/types', 'worker_threads', 'zlib',
  ];
  const plain = (name) => `${name}`.replace(/^node:/, '');

  function requireBuiltin(name) {
    if (builtin.includes(plain(name))) return require(plain(name));
    if (name === 'bun') return Bun;
    throw coded(Error, 'MODULE_NOT_FOUND', `Cannot find module '${name}': the embedded runtime bundles an app before it runs, so a require made by createRequire finds built-in modules only`);
  }

  const web = {};
  for (const name of ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
    'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController',
    'WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController', 'ByteLengthQueuingStrategy',
    'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream', 'CompressionStream', 'DecompressionStream']) {
    Object.defineProperty(web, name, { get: () => globalThis[name], enumerable: true });
  }

  function Module() { throw unsupported('module.Module'); }
  Object.assign(Module, {
    builtinModules: builtin, Module,
    isBuiltin: (name) => builtin.includes(plain(name)),
    createRequire: () => Object.assign((name) => requireBuiltin(name), { resolve: (name) => name, cache: {} }),
  });

  return {
    stream_web: web, module: Module,
    get console() { return Object.assign(console, { Console: function Console() { throw unsupported('console.Console'); } }); },
    get perf_hooks() {
      return { performance, Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, constants: {},
        monitorEventLoopDelay() { throw unsupported('perf_hooks.monitorEventLoopDelay'); },
        createHistogram() { throw unsupported('perf_hooks.createHistogram'); } };
    },
  };
})
