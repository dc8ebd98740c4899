// node:querystring.
(function () {
  'use strict';
  const escape = (value) => encodeURIComponent(String(value));

  // unescape leaves alone what is no escape.
  function unescape(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text.replace(/(%[0-9a-f]{2})+/gi, (escaped) => {
        const bytes = Uint8Array.from(escaped.match(/[0-9a-f]{2}/gi), (digits) => parseInt(digits, 16));
        return new TextDecoder().decode(bytes);
      });
    }
  }

  function primitive(value) {
    switch (typeof value) {
      case 'string': return value;
      case 'number': return Number.isFinite(value) ? `${value}` : '';
      case 'bigint': case 'boolean': return `${value}`;
      default: return '';
    }
  }

  function stringify(object, separator = '&', equals = '=', options) {
    if (object === null || typeof object !== 'object') return '';
    const encode = options?.encodeURIComponent ?? exports.escape;
    const pairs = [];
    for (const key of Object.keys(object)) {
      const name = encode(primitive(key)) + (equals || '=');
      const values = Array.isArray(object[key]) ? object[key] : [object[key]];
      for (const value of values) pairs.push(name + encode(primitive(value)));
    }
    return pairs.join(separator || '&');
  }

  function parse(text, separator = '&', equals = '=', options) {
    const object = Object.create(null);
    if (typeof text !== 'string' || text === '') return object;
    const decode = options?.decodeURIComponent ?? exports.unescape;
    const limit = options?.maxKeys ?? 1000;
    let pairs = text.split(separator || '&');
    if (limit > 0) pairs = pairs.slice(0, limit);
    for (const pair of pairs) {
      if (pair === '') continue;
      const at = pair.indexOf(equals || '=');
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + (equals || '=').length)];
      const name = decode(key.replaceAll('+', ' ')), content = decode(value.replaceAll('+', ' '));
      if (!(name in object)) object[name] = content;
      else if (Array.isArray(object[name])) object[name].push(content);
      else object[name] = [object[name], content];
    }
    return object;
  }

  const exports = { escape, unescape, stringify, encode: stringify, parse, decode: parse };
  return exports;
})
