// WebSocket, the client's side. The connection is in Go.
(function (load, native) {
  'use strict';
  const { expose, constants, need, text, dictionary } = load('idl');
  const { EventTarget, dispatch, handler } = load('eventtarget');
  const { Event, MessageEvent, CloseEvent, trust } = load('event');
  const { DOMException } = load('domexception');
  const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

  function address(url) {
    let parsed;
    try {
      parsed = new URL(url);
    } catch {
      throw new DOMException(`WebSocket: ${url} is not a valid URL.`, 'SyntaxError');
    }
    if (parsed.protocol === 'http:') parsed.protocol = 'ws:';
    if (parsed.protocol === 'https:') parsed.protocol = 'wss:';
    if (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') {
      throw new DOMException(`WebSocket: ${url} is neither a ws: nor a wss: URL.`, 'SyntaxError');
    }
    if (parsed.hash !== '') throw new DOMException(`WebSocket: ${url} has a fragment.`, 'SyntaxError');
    return parsed.href;
  }

  function protocolList(protocols) {
    const list = typeof protocols === 'object' && protocols !== null ? [...protocols].map(text) : [text(protocols)];
    if (new Set(list.map((name) => name.toLowerCase())).size !== list.length || !list.every((name) => token.test(name))) {
      throw new DOMException('WebSocket: a protocol is not a token, or is there twice.', 'SyntaxError');
    }
    return list;
  }

  class WebSocket extends EventTarget {
    #url; #state = CONNECTING; #protocol = ''; #binaryType = 'blob';
    #connection;

    // The second argument may also be {protocols, headers}, as in Bun and Deno.
    constructor(url, protocols = undefined) {
      need(arguments, 1, 'WebSocket constructor');
      super();
      this.#url = address(text(url));
      let headers = {};
      if (typeof protocols === 'object' && protocols !== null && typeof protocols[Symbol.iterator] !== 'function') {
        headers = Object.fromEntries(new Headers(dictionary(protocols).headers));
        protocols = protocols.protocols;
      }
      const list = protocols === undefined ? [] : protocolList(protocols);
      this.#connection = native.connect(this.#url, list, headers, {
        open: (protocol) => {
          this.#protocol = protocol;
          this.#state = OPEN;
          dispatch(this, trust(new Event('open')));
        },
        text: (data) => this.#receive(data),
        binary: (buffer) => this.#receive(this.#binaryType === 'blob' ? new Blob([buffer]) : buffer),
        close: (code, reason, wasClean) => {
          this.#state = CLOSED;
          if (!wasClean) dispatch(this, trust(new Event('error')));
          dispatch(this, trust(new CloseEvent('close', { code, reason, wasClean })));
        },
      });
    }
    #receive(data) {
      if (this.#state !== OPEN) return;
      dispatch(this, trust(new MessageEvent('message', { data, origin: new URL(this.#url).origin })));
    }
    get url() { return this.#url; }
    get readyState() { return this.#state; }
    get bufferedAmount() { return this.#connection.buffered(); }
    get extensions() { this.#url; return ''; }
    get protocol() { return this.#protocol; }
    get binaryType() { return this.#binaryType; }
    set binaryType(value) { if (value === 'blob' || value === 'arraybuffer') this.#binaryType = value; }

    send(data) {
      need(arguments, 1, 'WebSocket.send');
      if (this.#state === CONNECTING) throw new DOMException('WebSocket.send: it is not open yet.', 'InvalidStateError');
      if (this.#state !== OPEN) return;
      if (data instanceof Blob) {
        this.#connection.sendBlob(data);
      } else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
        this.#connection.sendBinary(data);
      } else {
        this.#connection.sendText(text(data));
      }
    }

    close(code = undefined, reason = undefined) {
      if (code !== undefined) {
        code = Number(code) & 0xffff;
        if (code !== 1000 && (code < 3000 || code > 4999)) {
          throw new DOMException(`WebSocket.close: the code ${code} is neither 1000 nor from 3000 to 4999.`, 'InvalidAccessError');
        }
      }
      reason = reason === undefined ? '' : text(reason);
      if (new TextEncoder().encode(reason).length > 123) {
        throw new DOMException('WebSocket.close: the reason is longer than 123 bytes.', 'SyntaxError');
      }
      if (this.#state === CLOSING || this.#state === CLOSED) return;
      const abort = this.#state === CONNECTING;
      this.#state = CLOSING;
      if (abort) this.#connection.abort();
      else this.#connection.close(code ?? 1000, reason);
    }
  }
  constants(WebSocket, { CONNECTING, OPEN, CLOSING, CLOSED });
  for (const type of ['open', 'message', 'error', 'close']) handler(WebSocket.prototype, type);
  expose(WebSocket);

  return { WebSocket };
})
