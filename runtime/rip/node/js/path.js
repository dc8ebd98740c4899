// node:path for POSIX, after node's algorithms.
(function (require) {
  'use strict';
  const { needString, unsupported, wrongType } = require('errors');

  // reduce resolves . and .. within a path; above says whether .. may lead out.
  function reduce(path, above) {
    const parts = [];
    for (const part of path.split('/')) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
      else if (above) parts.push('..');
    }
    return parts.join('/');
  }

  function normalize(path) {
    needString(path, 'path');
    if (path === '') return '.';
    const absolute = path[0] === '/', trailing = path.endsWith('/');
    let reduced = reduce(path, !absolute);
    if (reduced === '' && !absolute) return trailing ? './' : '.';
    if (reduced !== '' && trailing) reduced += '/';
    return absolute ? `/${reduced}` : reduced;
  }

  function join(...paths) {
    for (const path of paths) needString(path, 'path');
    const joined = paths.filter((path) => path !== '').join('/');
    return joined === '' ? '.' : normalize(joined);
  }

  function resolve(...paths) {
    let resolved = '', absolute = false;
    for (let i = paths.length - 1; i >= -1 && !absolute; i--) {
      const path = i >= 0 ? paths[i] : require('process').cwd();
      needString(path, `paths[${i}]`);
      if (path === '') continue;
      resolved = `${path}/${resolved}`;
      absolute = path[0] === '/';
    }
    const reduced = reduce(resolved, !absolute);
    return absolute ? `/${reduced}` : reduced || '.';
  }

  function relative(from, to) {
    needString(from, 'from');
    needString(to, 'to');
    const a = resolve(from).split('/').filter(Boolean), b = resolve(to).split('/').filter(Boolean);
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  }

  function dirname(path) {
    needString(path, 'path');
    if (path === '') return '.';
    const trimmed = path.replace(/\/+$/, '');
    if (trimmed === '') return path.startsWith('//') && path.length === 2 ? '//' : '/';
    const at = trimmed.lastIndexOf('/');
    if (at === -1) return '.';
    if (at === 0) return '/';
    return at === 1 && trimmed[0] === '/' ? '//' : trimmed.slice(0, at);
  }

  function basename(path, suffix) {
    needString(path, 'path');
    if (suffix !== undefined) needString(suffix, 'suffix');
    if (suffix !== undefined && suffix === path) return '';
    const trimmed = path.replace(/\/+$/, '');
    const base = trimmed.slice(trimmed.lastIndexOf('/') + 1);
    return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
  }

  function extname(path) {
    const base = basename(path);
    const at = base.lastIndexOf('.');
    return at <= 0 || base === '..' ? '' : base.slice(at);
  }

  function parse(path) {
    needString(path, 'path');
    const root = path[0] === '/' ? '/' : '';
    const base = basename(path), ext = extname(base);
    const trimmed = path.replace(/\/+$/, '');
    const at = trimmed.lastIndexOf('/');
    const dir = at > 0 ? trimmed.slice(0, at) : at === 0 ? '/' : root;
    return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
  }

  function format(parts) {
    if (parts === null || typeof parts !== 'object') throw wrongType('pathObject', 'of type object', parts);
    const dir = parts.dir || parts.root;
    const ext = parts.ext ? `${parts.ext[0] === '.' ? '' : '.'}${parts.ext}` : '';
    const base = parts.base || `${parts.name || ''}${ext}`;
    return !dir ? base : dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
  }

  function isAbsolute(path) {
    needString(path, 'path');
    return path[0] === '/';
  }

  const posix = {
    resolve, normalize, isAbsolute, join, relative, toNamespacedPath: (path) => path, dirname, basename, extname,
    format, parse, sep: '/', delimiter: ':',
  };
  posix.posix = posix;
  posix.win32 = new Proxy({}, { get(_, key) { if (typeof key === 'string') throw unsupported(`path.win32.${key}`); } });
  return posix;
})
