// performance: the clock, marks and measures, and who observes them.
(function (load, native) {
  'use strict';
  const { expose, need, dictionary, text } = load('idl');
  const { EventTarget } = load('eventtarget');
  const { DOMException } = load('domexception');
  const { structuredClone } = load('clone');
  const key = Symbol('only from here');

  // maxEntries bounds what a server keeps of marks that nobody clears.
  const maxEntries = 1000;

  class PerformanceEntry {
    #name; #entryType; #startTime; #duration;
    constructor(token, name, entryType, startTime, duration) {
      if (token !== key) throw new TypeError('Illegal constructor');
      this.#name = name;
      this.#entryType = entryType;
      this.#startTime = startTime;
      this.#duration = duration;
    }
    get name() { return this.#name; }
    get entryType() { return this.#entryType; }
    get startTime() { return this.#startTime; }
    get duration() { return this.#duration; }
    toJSON() {
      this.#name;
      const { name, entryType, startTime, duration } = this;
      return this.detail === undefined ? { name, entryType, startTime, duration } : { name, entryType, startTime, duration, detail: this.detail };
    }
  }
  Object.defineProperty(PerformanceEntry, 'length', { value: 0, configurable: true });

  const detailOf = ({ detail }) => (detail === undefined || detail === null ? null : structuredClone(detail));

  class PerformanceMark extends PerformanceEntry {
    #detail;
    constructor(name, options = undefined) {
      need(arguments, 1, 'PerformanceMark constructor');
      options = dictionary(options, 'PerformanceMark constructor');
      const startTime = options.startTime === undefined ? native.now() : Number(options.startTime);
      if (startTime < 0) throw new TypeError('PerformanceMark constructor: startTime must not be negative.');
      super(key, text(name), 'mark', startTime, 0);
      this.#detail = detailOf(options);
    }
    get detail() { return this.#detail; }
  }

  class PerformanceMeasure extends PerformanceEntry {
    #detail;
    constructor(token, name, startTime, duration, detail) {
      super(token, name, 'measure', startTime, duration);
      this.#detail = detail;
    }
    get detail() { return this.#detail; }
  }
  Object.defineProperty(PerformanceMeasure, 'length', { value: 0, configurable: true });

  let entries = [];
  const byTime = (list) => list.map((entry, i) => [entry, i]).sort((a, b) => a[0].startTime - b[0].startTime || a[1] - b[1]).map(([entry]) => entry);
  const select = (list, name, type) =>
    byTime(list.filter((entry) => (name === undefined || entry.name === name) && (type === undefined || entry.entryType === type)));
  const clear = (type, name) => {
    entries = entries.filter((entry) => entry.entryType !== type || (name !== undefined && entry.name !== text(name)));
  };

  function add(entry) {
    entries.push(entry);
    if (entries.length > maxEntries) entries.shift();
    for (const observer of observers) notify(observer, entry);
    return entry;
  }

  // timeOf is what a measure may begin or end with: a mark's name or a time.
  function timeOf(mark) {
    if (typeof mark === 'number') {
      if (mark < 0) throw new TypeError('performance.measure: a time must not be negative.');
      return mark;
    }
    const name = text(mark);
    for (let i = entries.length - 1; i >= 0; i--) {
      if (entries[i].entryType === 'mark' && entries[i].name === name) return entries[i].startTime;
    }
    throw new DOMException(`There is no mark named '${name}'.`, 'SyntaxError');
  }

  // span computes start and duration of a measure (User Timing 3, "measure()").
  function span(options, endMark) {
    const { start, end, duration } = options;
    const endTime = endMark !== undefined ? timeOf(endMark)
      : end !== undefined ? timeOf(end)
        : start !== undefined && duration !== undefined ? timeOf(start) + timeOf(Number(duration)) : native.now();
    const startTime = start !== undefined ? timeOf(start)
      : duration !== undefined && end !== undefined ? timeOf(end) - timeOf(Number(duration)) : 0;
    return [startTime, endTime - startTime];
  }

  class Performance extends EventTarget {
    #brand = true; // read by every method: a receiver without it is a TypeError
    constructor(token) {
      if (token !== key) throw new TypeError('Illegal constructor');
      super();
    }
    now() { this.#brand; return native.now(); }
    get timeOrigin() { this.#brand; return native.origin(); }
    mark(name, options = undefined) {
      this.#brand;
      need(arguments, 1, 'performance.mark');
      return add(new PerformanceMark(name, options));
    }
    measure(name, startOrOptions = undefined, endMark = undefined) {
      this.#brand;
      need(arguments, 1, 'performance.measure');
      name = text(name);
      let options = startOrOptions === undefined || startOrOptions === null ? {} : startOrOptions;
      if (typeof options !== 'object') {
        options = { start: typeof options === 'number' ? options : text(options) };
      } else if (['start', 'end', 'duration', 'detail'].some((member) => options[member] !== undefined)) {
        if (endMark !== undefined) throw new TypeError('performance.measure: give either options or an end mark.');
        const { start, end, duration } = options;
        if (start === undefined && end === undefined) throw new TypeError('performance.measure: the options need start or end.');
        if (start !== undefined && end !== undefined && duration !== undefined) {
          throw new TypeError('performance.measure: the options have start, end and duration; one is too many.');
        }
      }
      const [startTime, duration] = span(options, endMark);
      return add(new PerformanceMeasure(key, name, startTime, duration, detailOf(options)));
    }
    clearMarks(name = undefined) { this.#brand; clear('mark', name); }
    clearMeasures(name = undefined) { this.#brand; clear('measure', name); }
    getEntries() { this.#brand; return byTime(entries); }
    getEntriesByType(type) { this.#brand; need(arguments, 1, 'performance.getEntriesByType'); return select(entries, undefined, text(type)); }
    getEntriesByName(name, type = undefined) { this.#brand; need(arguments, 1, 'performance.getEntriesByName'); return select(entries, text(name), type); }
    toJSON() { return { timeOrigin: this.timeOrigin }; }
  }
  Object.defineProperty(Performance, 'length', { value: 0, configurable: true });

  const observers = new Set(); // {observer, callback, types, buffer, scheduled}
  function notify(entry, item) {
    if (!entry.types.has(item.entryType)) return;
    entry.buffer.push(item);
    schedule(entry);
  }
  function schedule(entry) {
    if (entry.scheduled) return;
    entry.scheduled = true;
    native.post(() => {
      entry.scheduled = false;
      const list = entry.buffer;
      entry.buffer = [];
      if (list.length > 0) entry.callback.call(entry.observer, new PerformanceObserverEntryList(key, list), entry.observer, { droppedEntriesCount: 0 });
    });
  }

  class PerformanceObserverEntryList {
    #list;
    constructor(token, list) {
      if (token !== key) throw new TypeError('Illegal constructor');
      this.#list = list;
    }
    getEntries() { return byTime(this.#list); }
    getEntriesByType(type) { need(arguments, 1, 'getEntriesByType'); return select(this.#list, undefined, text(type)); }
    getEntriesByName(name, type = undefined) { need(arguments, 1, 'getEntriesByName'); return select(this.#list, text(name), type); }
  }
  Object.defineProperty(PerformanceObserverEntryList, 'length', { value: 0, configurable: true });

  const supported = Object.freeze(['mark', 'measure']);
  class PerformanceObserver {
    #entry; #mode;
    constructor(callback) {
      if (typeof callback !== 'function') throw new TypeError('PerformanceObserver constructor: the argument must be a function.');
      this.#entry = { observer: this, callback, types: new Set(), buffer: [], scheduled: false };
    }
    static get supportedEntryTypes() { return supported; }
    observe(options = {}) {
      const { entryTypes, type, buffered } = dictionary(options, 'PerformanceObserver.observe');
      if ((entryTypes === undefined) === (type === undefined)) {
        throw new TypeError('PerformanceObserver.observe: the options need either entryTypes or type.');
      }
      if (entryTypes !== undefined && buffered !== undefined) throw new TypeError('PerformanceObserver.observe: buffered goes with type only.');
      if (entryTypes !== undefined && (typeof entryTypes !== 'object' || entryTypes === null)) {
        throw new TypeError('PerformanceObserver.observe: entryTypes must be a list.');
      }
      const mode = type === undefined ? 'many' : 'one';
      if (this.#mode && this.#mode !== mode) throw new DOMException('It observes in the other way already.', 'InvalidModificationError');
      this.#mode = mode;
      const wanted = (type === undefined ? [...entryTypes] : [text(type)]).filter((name) => supported.includes(name));
      if (wanted.length === 0) return;
      if (mode === 'many') this.#entry.types.clear();
      for (const name of wanted) this.#entry.types.add(name);
      observers.add(this.#entry);
      if (buffered && mode === 'one') for (const entry of select(entries, undefined, wanted[0])) notify(this.#entry, entry);
    }
    disconnect() {
      observers.delete(this.#entry);
      this.#entry.buffer = [];
      this.#entry.types.clear();
      this.#mode = undefined;
    }
    takeRecords() {
      const list = this.#entry.buffer;
      this.#entry.buffer = [];
      return list;
    }
  }

  const classes = { PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList, Performance };
  for (const Class of Object.values(classes)) expose(Class);
  return { ...classes, performance: new Performance(key) };
})
