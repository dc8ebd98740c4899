// node:url: files as URLs, and the API from before there was a standard.
(function (require) {
  'use strict';
  const { coded, needString, wrongType } = require('errors');
  const path = require('path'), querystring = require('querystring');
  const slashed = ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'];

  function fileURLToPath(url) {
    if (typeof url === 'string') url = new URL(url);
    else if (!(url instanceof URL)) throw wrongType('path', 'of type string or an instance of URL', url);
    if (url.protocol !== 'file:') throw coded(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (url.hostname !== '') throw coded(TypeError, 'ERR_INVALID_FILE_URL_HOST', `File URL host must be "localhost" or empty on ${require('process').platform}`);
    if (/%2f/i.test(url.pathname)) throw coded(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
    return decodeURIComponent(url.pathname);
  }

  function pathToFileURL(file) {
    needString(file, 'path');
    const resolved = path.resolve(file) + (file.endsWith('/') && !path.resolve(file).endsWith('/') ? '/' : '');
    const escapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23' };
    return new URL(`file://${resolved.replace(/[%\\\n\r\t?#]/g, (c) => escapes[c])}`);
  }

  function Url() {
    for (const name of ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href']) this[name] = null;
  }

  function parse(text, parseQuery = false, slashesDenoteHost = false) {
    if (text instanceof Url) return text;
    needString(text, 'url');
    const url = new Url();
    let rest = text.trim().replace(/^[^?#]*/, (head) => head.replaceAll('\\', '/'));
    const protocol = /^[a-z][a-z0-9+.-]*:/i.exec(rest)?.[0].toLowerCase();
    if (protocol) {
      url.protocol = protocol;
      rest = rest.slice(protocol.length);
    }
    const hasHost = rest.startsWith('//') && protocol !== 'javascript:' && (protocol || slashesDenoteHost || /^\/\/[^@/]+@[^@/]+/.test(rest));
    if (hasHost) {
      const end = rest.slice(2).search(/[/?#]/);
      const authority = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
      rest = end < 0 ? '' : rest.slice(end + 2);
      takeAuthority(url, authority);
    }
    const hash = rest.indexOf('#');
    if (hash >= 0) [url.hash, rest] = [rest.slice(hash), rest.slice(0, hash)];
    const query = rest.indexOf('?');
    if (query >= 0) {
      url.search = rest.slice(query);
      url.query = url.search.slice(1);
      rest = rest.slice(0, query);
    } else if (parseQuery) {
      url.search = '';
      url.query = '';
    }
    if (parseQuery) url.query = querystring.parse(url.query);
    if (rest !== '') url.pathname = escapePath(rest);
    else if (url.slashes && slashed.includes(url.protocol?.slice(0, -1))) url.pathname = '/';
    if (url.pathname !== null || url.search) url.path = (url.pathname ?? '') + (url.search ?? '');
    url.href = format(url);
    return url;
  }

  const escapePath = (text) => text.replace(/[ "'<>`{}|\\^\t\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

  function takeAuthority(url, authority) {
    url.slashes = true;
    const at = authority.lastIndexOf('@');
    if (at >= 0) [url.auth, authority] = [decodeURIComponent(authority.slice(0, at)), authority.slice(at + 1)];
    const port = /:(\d*)$/.exec(authority);
    if (port) {
      authority = authority.slice(0, port.index);
      if (port[1] !== '') [, url.port] = port;
    }
    url.hostname = authority.startsWith('[') ? authority.slice(1, -1).toLowerCase() : domainToASCII(authority) || authority.toLowerCase();
    url.host = (url.hostname.includes(':') ? `[${url.hostname}]` : url.hostname) + (url.port ? `:${url.port}` : '');
  }

  function format(url, options) {
    if (typeof url === 'string') url = parse(url);
    if (url instanceof URL) {
      const copy = new URL(url.href);
      if (options?.fragment === false) copy.hash = '';
      if (options?.search === false) copy.search = '';
      if (options?.auth === false) copy.username = copy.password = '';
      return copy.href;
    }
    const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ':')}@` : '';
    let protocol = url.protocol ?? '', host = null;
    if (protocol && !protocol.endsWith(':')) protocol += ':';
    if (url.host) host = auth + url.host;
    else if (url.hostname) host = auth + (url.hostname.includes(':') ? `[${url.hostname}]` : url.hostname) + (url.port ? `:${url.port}` : '');
    const query = url.query !== null && typeof url.query === 'object' ? querystring.stringify(url.query) : '';
    let search = url.search || query && `?${query}`, pathname = url.pathname ?? '', hash = url.hash ?? '';
    if (url.slashes || (!protocol || slashed.includes(protocol.slice(0, -1))) && host !== null) {
      host = `//${host ?? ''}`;
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
    }
    if (hash && hash[0] !== '#') hash = `#${hash}`;
    if (search && search[0] !== '?') search = `?${search}`;
    return protocol + (host ?? '') + pathname.replace(/[?#]/g, encodeURIComponent) + (search || '').replace('#', '%23') + hash;
  }

  // resolve goes by the standard for what has a base, and keeps what is relative.
  function resolve(from, to) {
    const none = 'resolve://x/';
    const resolved = new URL(to, new URL(from, none));
    if (resolved.protocol !== 'resolve:') return resolved.href;
    const { pathname, search, hash } = resolved;
    return (from[0] === '/' || to[0] === '/' ? pathname : pathname.slice(1)) + search + hash;
  }

  function domainToASCII(domain) {
    try {
      return new URL(`ws://${domain}`).hostname;
    } catch {
      return '';
    }
  }

  function urlToHttpOptions(url) {
    const options = {
      protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), hash: url.hash, search: url.search,
      pathname: url.pathname, path: url.pathname + url.search, href: url.href,
    };
    if (url.port !== '') options.port = Number(url.port);
    if (url.username || url.password) options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return options;
  }

  Url.prototype.parse = function (...args) { return Object.assign(this, parse(...args)); };
  Url.prototype.format = function () { return format(this); };
  Url.prototype.resolve = function (to) { return resolve(this.href, to); };
  return {
    Url, parse, format, resolve, resolveObject: (from, to) => parse(resolve(from, to)), fileURLToPath, pathToFileURL, urlToHttpOptions,
    domainToASCII, domainToUnicode: (domain) => domainToASCII(domain),
    get URL() { return URL; }, get URLSearchParams() { return URLSearchParams; },
  };
})
