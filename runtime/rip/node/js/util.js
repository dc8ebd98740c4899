// node:util.
(function (require, native) {
  'use strict';
  const { coded, needFunction, needString } = require('errors');
  const custom = Symbol.for('nodejs.util.inspect.custom'), promisified = Symbol.for('nodejs.util.promisify.custom');

  function inspect(value, options, ...old) {
    if (typeof options === 'boolean') options = { showHidden: options, depth: old[0], colors: old[1] };
    return native.inspect(value, { ...inspect.defaultOptions, ...options });
  }
  inspect.custom = custom;
  inspect.defaultOptions = {};
  Object.defineProperty(inspect, 'colors', { get: () => require('styletext').colors, configurable: true });
  inspect.styles = {};

  function promisify(original) {
    needFunction(original, 'original');
    if (original[promisified]) return original[promisified];
    function promised(...args) {
      return new Promise((resolve, reject) => {
        Reflect.apply(original, this, [...args, (error, value) => error ? reject(error) : resolve(value)]);
      });
    }
    Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
    return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
  }
  promisify.custom = promisified;

  function callbackify(original) {
    needFunction(original, 'original');
    return function (...args) {
      const callback = args.pop();
      needFunction(callback, 'last argument');
      Reflect.apply(original, this, args).then(
        (value) => queueMicrotask(() => callback(null, value)),
        (error) => queueMicrotask(() => callback(error || coded(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value'))));
    };
  }

  function inherits(constructor, parent) {
    needFunction(constructor, 'ctor');
    needFunction(parent, 'superCtor');
    Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(constructor.prototype, parent.prototype);
  }

  function deprecate(fn, message, code) {
    let warned = false;
    return function (...args) {
      if (!warned) {
        warned = true;
        console.error(`${code ? `[${code}] ` : ''}DeprecationWarning: ${message}`);
      }
      return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
    };
  }

  function debuglog(section) {
    const enabled = (require('process').env.NODE_DEBUG ?? '').toUpperCase().split(/[\s,]+/).includes(section.toUpperCase());
    const log = (...args) => { if (enabled) console.error(`${section.toUpperCase()}: ${native.format(...args)}`); };
    log.enabled = enabled;
    return log;
  }

  // parseEnv reads the text of an .env file.
  function parseEnv(content) {
    needString(content, 'content');
    const env = {};
    const line = /^\s*(?:export\s+)?([\w.-]+)\s*=[^\S\n]*('(?:[^'])*'|"(?:[^"])*"|`(?:[^`])*`|[^#\n]*)?.*$/gm;
    for (const [, name, raw = ''] of content.replaceAll('\r\n', '\n').matchAll(line)) {
      const value = raw.trim(), quote = value[0];
      const quoted = value.length > 1 && '\'"`'.includes(quote) && value.endsWith(quote);
      env[name] = !quoted ? value : quote === '"' ? value.slice(1, -1).replaceAll('\\n', '\n') : value.slice(1, -1);
    }
    return env;
  }

  async function aborted(signal) {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  return {
    inspect, promisify, callbackify, inherits, deprecate, debuglog, debug: debuglog, get types() { return require('util_types'); }, parseEnv, aborted,
    format: (...args) => native.format(...args),
    formatWithOptions: (options, ...args) => native.formatWithOptions(options, ...args),
    isDeepStrictEqual: (a, b) => require('deepequal')(a, b, true),
    parseArgs: (config) => require('parseargs')(config),
    styleText: require('styletext').styleText,
    stripVTControlCharacters: (text) => text.replace(/[\u001b\u009b][[\]()#;?]*(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*)?(?:\u0007|\u001b\u005c|\u009c)|(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~])/g, ''),
    toUSVString: (text) => `${text}`.toWellFormed(),
    getSystemErrorName: (errno) => native.errorName(errno),
    isArray: Array.isArray,
    get TextEncoder() { return TextEncoder; }, get TextDecoder() { return TextDecoder; },
  };
})
