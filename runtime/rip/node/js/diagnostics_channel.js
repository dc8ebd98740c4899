// node:diagnostics_channel.
(function (require) {
  'use strict';
  const { unsupported } = require('errors');
  const channels = new Map();

  class Channel {
    #subscribers = [];
    constructor(name) { this.name = name; }
    get hasSubscribers() { return this.#subscribers.length > 0; }
    subscribe(listener) { this.#subscribers = [...this.#subscribers, listener]; }
    unsubscribe(listener) {
      const before = this.#subscribers.length;
      this.#subscribers = this.#subscribers.filter((other) => other !== listener);
      return this.#subscribers.length < before;
    }
    publish(message) { for (const listener of this.#subscribers) listener(message, this.name); }
    runStores() { throw unsupported('diagnostics_channel: runStores'); }
  }

  function channel(name) {
    if (!channels.has(name)) channels.set(name, new Channel(name));
    return channels.get(name);
  }

  return {
    channel, Channel,
    hasSubscribers: (name) => channels.get(name)?.hasSubscribers ?? false,
    subscribe: (name, listener) => channel(name).subscribe(listener),
    unsubscribe: (name, listener) => channel(name).unsubscribe(listener),
    tracingChannel() { throw unsupported('diagnostics_channel.tracingChannel'); },
  };
})
