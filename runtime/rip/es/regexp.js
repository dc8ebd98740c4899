// The constructor of regular expressions. It is JavaScript because only that
// can tell RegExp() from new RegExp(), and a plain function because goja's
// instanceof does not take proxies.
(function (native, Native) {
  'use strict';
  // goja hands a constructor's new.target down to the plain calls in it, where
  // luxon and others say RegExp(…): only what is made has a this to be it.
  const RegExp = function (pattern, flags) { return native(pattern, flags, this instanceof RegExp ? new.target : undefined); };
  const define = (target, key, value, writable = false) =>
    Object.defineProperty(target, key, { value, writable, enumerable: false, configurable: key !== 'prototype' });
  define(RegExp, 'name', 'RegExp');
  define(RegExp, 'prototype', Native.prototype);
  Object.defineProperty(RegExp, Symbol.species, Object.getOwnPropertyDescriptor(Native, Symbol.species));
  define(Native.prototype, 'constructor', RegExp, true);

  // RegExp.escape (ES2025 22.2.5.1).
  const control = { '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r' };
  const hex = (c) => {
    const code = c.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  };
  define(RegExp, 'escape', {
    escape(text) {
      if (typeof text !== 'string') throw new TypeError('RegExp.escape needs a string');
      let out = '';
      for (const c of text) {
        if (out === '' && /[0-9a-zA-Z]/.test(c)) out += hex(c);
        else if (/[\^$\\.*+?()[\]{}|/]/.test(c)) out += `\\${c}`;
        else if (control[c] !== undefined) out += control[c];
        else if (/[,\-=<>#&!%:;@~'`"]|\s/.test(c) || (c.length === 1 && c >= '\ud800' && c <= '\udfff')) out += hex(c);
        else out += c;
      }
      return out;
    },
  }.escape, true);
  return RegExp;
})
