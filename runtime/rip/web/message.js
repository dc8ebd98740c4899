// MessageChannel, MessagePort and BroadcastChannel, inside of one VM.
(function (load, native) {
  'use strict';
  const { expose, need, text } = load('idl');
  const { EventTarget, dispatch, handler, getHandler, setHandler } = load('eventtarget');
  const { Event, MessageEvent, trust } = load('event');
  const { DOMException } = load('domexception');
  const { cloneWith } = load('clone');
  const key = Symbol('only from here');

  // End is one end of a channel. A port is the object in front of it; when it
  // is transferred, another object comes to stand there.
  class End {
    peer = null; port = null; started = false; closed = false;
    queue = [];
    receive(data, ports) {
      this.queue.push({ data, ports });
      if (this.started) this.schedule();
    }
    start() {
      if (this.started) return;
      this.started = true;
      for (const _ of this.queue) this.schedule();
    }
    schedule() {
      native.post(() => {
        if (!this.started || this.closed || this.queue.length === 0) return;
        const { data, ports } = this.queue.shift();
        dispatch(this.port, trust(new MessageEvent('message', { data, ports })));
      });
    }
    close() {
      if (this.closed) return;
      this.closed = true;
      const { peer } = this;
      if (!peer || peer.closed) return;
      peer.peer = null;
      native.post(() => dispatch(peer.port, trust(new Event('close'))));
    }
  }

  class MessagePort extends EventTarget {
    #end;
    constructor(token, end) {
      if (token !== key) throw new TypeError('Illegal constructor');
      super();
      this.#end = end;
      end.port = this;
    }
    postMessage(message, options = undefined) {
      need(arguments, 1, 'MessagePort.postMessage');
      const transfer = options === undefined || options === null ? [] :
        typeof options[Symbol.iterator] === 'function' ? [...options] : [...(options.transfer ?? [])];
      if (transfer.includes(this)) throw new DOMException('A port cannot be sent through itself.', 'DataCloneError');
      const { result, ports } = cloneWith(message, transfer);
      const peer = this.#end?.closed ? null : this.#end?.peer;
      peer?.receive(result, ports);
    }
    start() { this.#end?.start(); }
    close() { this.#end?.close(); }
    ref() { return this; }
    unref() { return this; }
    get onmessage() { return getHandler(this, 'message'); }
    set onmessage(value) { setHandler(this, 'message', value); this.#end?.start(); }

    static is = (value) => typeof value === 'object' && value !== null && #end in value;
    static transferable = (port) => port.#end !== undefined;
    static transfer = (port) => {
      const end = port.#end;
      const moved = new MessagePort(key, new End());
      return { port: moved, commit() { port.#end = undefined; moved.#end = end; end.port = moved; end.started = false; } };
    };
  }
  const { is: isPort, transferable, transfer } = MessagePort;
  for (const own of ['is', 'transferable', 'transfer']) delete MessagePort[own];
  handler(MessagePort.prototype, 'messageerror');
  handler(MessagePort.prototype, 'close');
  expose(MessagePort);

  class MessageChannel {
    #port1; #port2;
    constructor() {
      const one = new End(), two = new End();
      one.peer = two;
      two.peer = one;
      this.#port1 = new MessagePort(key, one);
      this.#port2 = new MessagePort(key, two);
    }
    get port1() { return this.#port1; }
    get port2() { return this.#port2; }
  }
  expose(MessageChannel);

  const channels = new Map(); // name → Set of open BroadcastChannels, in order
  class BroadcastChannel extends EventTarget {
    #name; #closed = false;
    constructor(name) {
      need(arguments, 1, 'BroadcastChannel constructor');
      super();
      this.#name = text(name);
      if (!channels.has(this.#name)) channels.set(this.#name, new Set());
      channels.get(this.#name).add(this);
    }
    get name() { return this.#name; }
    postMessage(message) {
      need(arguments, 1, 'BroadcastChannel.postMessage');
      if (this.#closed) throw new DOMException('The channel is closed.', 'InvalidStateError');
      const { result } = cloneWith(message, []);
      for (const other of channels.get(this.#name)) {
        if (other === this) continue;
        native.post(() => {
          if (!other.#closed) dispatch(other, trust(new MessageEvent('message', { data: cloneWith(result, []).result })));
        });
      }
    }
    close() {
      this.#closed = true;
      const group = channels.get(this.#name);
      group?.delete(this);
      if (group?.size === 0) channels.delete(this.#name);
    }
  }
  handler(BroadcastChannel.prototype, 'message');
  handler(BroadcastChannel.prototype, 'messageerror');
  expose(BroadcastChannel);

  return { MessageChannel, MessagePort, BroadcastChannel, isPort, transferable, transfer };
})
