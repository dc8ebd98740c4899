// Event and the classes that only add fields to it.
(function (load, native) {
  'use strict';
  const { expose, constants, need, dictionary, text } = load('idl');

  class Event {
    #type; #bubbles; #cancelable; #composed; #timeStamp = native.now();
    #target = null; #current = null; #phase = 0;
    #stopped = false; #stoppedNow = false; #canceled = false; #passive = false;
    #dispatched = false; #ready = true; #trusted = false;

    constructor(type, init = undefined) {
      need(arguments, 1, 'Event constructor');
      this.#type = text(type);
      init = dictionary(init, 'Event constructor');
      this.#bubbles = !!init.bubbles;
      this.#cancelable = !!init.cancelable;
      this.#composed = !!init.composed;
      Object.defineProperty(this, 'isTrusted', isTrusted);
    }
    get type() { return this.#type; }
    get target() { return this.#target; }
    get srcElement() { return this.#target; }
    get currentTarget() { return this.#current; }
    composedPath() { return this.#current === null ? [] : [this.#current]; }
    get eventPhase() { return this.#phase; }
    stopPropagation() { this.#stopped = true; }
    get cancelBubble() { return this.#stopped; }
    set cancelBubble(value) { if (value) this.#stopped = true; }
    stopImmediatePropagation() { this.#stopped = this.#stoppedNow = true; }
    get bubbles() { return this.#bubbles; }
    get cancelable() { return this.#cancelable; }
    get returnValue() { return !this.#canceled; }
    set returnValue(value) { if (!value) this.preventDefault(); }
    preventDefault() { if (this.#cancelable && !this.#passive) this.#canceled = true; }
    get defaultPrevented() { return this.#canceled; }
    get composed() { return this.#composed; }
    get timeStamp() { return this.#timeStamp; }
    initEvent(type, bubbles = false, cancelable = false) {
      need(arguments, 1, 'Event.initEvent');
      if (this.#dispatched) return;
      this.#type = text(type);
      this.#bubbles = !!bubbles;
      this.#cancelable = !!cancelable;
      this.#ready = true;
      this.#stopped = this.#stoppedNow = this.#canceled = this.#trusted = false;
      this.#target = null;
    }

    // What EventTarget alone may do with an event.
    static begin = (event, target) => {
      if (event.#dispatched || !event.#ready) return false;
      event.#dispatched = true;
      event.#target = event.#current = target;
      event.#phase = Event.AT_TARGET;
      return true;
    };
    static end = (event) => {
      event.#dispatched = event.#stopped = event.#stoppedNow = false;
      event.#current = null;
      event.#phase = Event.NONE;
      return !event.#canceled;
    };
    static passive = (event, value) => { event.#passive = value; };
    static stopped = (event) => event.#stopped;
    static stoppedNow = (event) => event.#stoppedNow;
    static trust = (event) => { event.#trusted = true; return event; };
    static isTrusted = (event) => event.#trusted;
    static is = (value) => typeof value === 'object' && value !== null && #ready in value;
  }
  const { begin, end, passive, stopped, stoppedNow, trust, is: isEvent } = Event;
  const trusted = Event.isTrusted;
  const isTrusted = Object.getOwnPropertyDescriptor({ get isTrusted() { return trusted(this); } }, 'isTrusted');
  isTrusted.enumerable = true;
  isTrusted.configurable = false;
  for (const own of ['begin', 'end', 'passive', 'stopped', 'stoppedNow', 'trust', 'isTrusted', 'is']) delete Event[own];
  expose(Event);
  constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });

  class CustomEvent extends Event {
    #detail;
    constructor(type, init = undefined) {
      need(arguments, 1, 'CustomEvent constructor');
      super(type, init);
      this.#detail = dictionary(init).detail ?? null;
    }
    get detail() { return this.#detail; }
    initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
      need(arguments, 1, 'CustomEvent.initCustomEvent');
      this.initEvent(type, bubbles, cancelable);
      this.#detail = detail;
    }
  }

  class ErrorEvent extends Event {
    #message; #filename; #lineno; #colno; #error;
    constructor(type, init = undefined) {
      need(arguments, 1, 'ErrorEvent constructor');
      super(type, init);
      const { message = '', filename = '', lineno = 0, colno = 0, error } = dictionary(init);
      this.#message = text(message);
      this.#filename = text(filename);
      this.#lineno = lineno >>> 0;
      this.#colno = colno >>> 0;
      this.#error = error;
    }
    get message() { return this.#message; }
    get filename() { return this.#filename; }
    get lineno() { return this.#lineno; }
    get colno() { return this.#colno; }
    get error() { return this.#error; }
  }

  class PromiseRejectionEvent extends Event {
    #promise; #reason;
    constructor(type, init) {
      need(arguments, 2, 'PromiseRejectionEvent constructor');
      super(type, init);
      const { promise, reason } = dictionary(init);
      if (promise === undefined) throw new TypeError('PromiseRejectionEvent constructor: the option promise is required.');
      this.#promise = promise instanceof Promise ? promise : Promise.resolve(promise);
      this.#reason = reason;
    }
    get promise() { return this.#promise; }
    get reason() { return this.#reason; }
  }

  class MessageEvent extends Event {
    #data; #origin; #lastEventId; #source; #ports;
    constructor(type, init = undefined) {
      need(arguments, 1, 'MessageEvent constructor');
      super(type, init);
      const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = dictionary(init);
      this.#data = data;
      this.#origin = text(origin);
      this.#lastEventId = text(lastEventId);
      this.#source = source;
      this.#ports = Object.freeze([...ports]);
    }
    get data() { return this.#data; }
    get origin() { return this.#origin; }
    get lastEventId() { return this.#lastEventId; }
    get source() { return this.#source; }
    get ports() { return this.#ports; }
  }

  class CloseEvent extends Event {
    #wasClean; #code; #reason;
    constructor(type, init = undefined) {
      need(arguments, 1, 'CloseEvent constructor');
      super(type, init);
      const { wasClean = false, code = 0, reason = '' } = dictionary(init);
      this.#wasClean = !!wasClean;
      this.#code = code & 0xffff;
      this.#reason = text(reason);
    }
    get wasClean() { return this.#wasClean; }
    get code() { return this.#code; }
    get reason() { return this.#reason; }
  }

  class ProgressEvent extends Event {
    #lengthComputable; #loaded; #total;
    constructor(type, init = undefined) {
      need(arguments, 1, 'ProgressEvent constructor');
      super(type, init);
      const { lengthComputable = false, loaded = 0, total = 0 } = dictionary(init);
      this.#lengthComputable = !!lengthComputable;
      this.#loaded = Number(loaded);
      this.#total = Number(total);
    }
    get lengthComputable() { return this.#lengthComputable; }
    get loaded() { return this.#loaded; }
    get total() { return this.#total; }
  }

  const classes = { CustomEvent, ErrorEvent, PromiseRejectionEvent, MessageEvent, CloseEvent, ProgressEvent };
  for (const Class of Object.values(classes)) expose(Class);

  return { Event, ...classes, begin, end, passive, stopped, stoppedNow, trust, isEvent };
})
