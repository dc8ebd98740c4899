// node:readline and node:readline/promises, for input that comes in lines: the
// terminal edits them, not we.
(function (require) {
  'use strict';
  const EventEmitter = require('events');
  const { StringDecoder } = require('string_decoder');
  const { coded, unsupported, abortError, wrongType } = require('errors');

  // Interface reads ahead only while somebody wants lines: whoever has closed it
  // does not wait for input that nobody asked for, and what is asked later finds
  // the lines that came before, which node loses.
  class Interface extends EventEmitter {
    terminal = false;
    line = '';
    cursor = 0;
    closed = false;
    #output; #prompt; #lines = []; #next = 0; #rest = ''; #questions = []; #paused = false; #ended = false;
    #decoder = new StringDecoder('utf8');
    #take = (chunk) => {
      const text = this.#rest + (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk));
      const whole = text.endsWith('\r') ? text.length - 1 : text.length; // a \n may follow
      const lines = text.slice(0, whole).split(/\r\n|\n|\r/);
      this.#rest = lines.pop() + text.slice(whole);
      this.#lines = this.#lines.slice(this.#next).concat(lines);
      this.#next = 0;
      this.#hand();
    };
    #end = () => {
      this.#ended = true;
      const rest = this.#rest.replace(/\r$/, '');
      if (this.#rest !== '') this.#lines.push(rest);
      this.#rest = '';
      this.#hand();
    };
    #wants = (name) => { if (name === 'line') queueMicrotask(() => this.#hand()); };

    constructor(options, output) {
      super();
      const given = typeof options?.on === 'function' ? { input: options, output } : options;
      if (typeof given?.input?.on !== 'function') throw wrongType('options.input', 'an instance of Stream', given?.input);
      this.input = given.input;
      this.#output = given.output;
      this.#prompt = `${given.prompt ?? '> '}`;
      this.on('newListener', this.#wants);
      this.input.on('data', this.#take);
      this.input.on('end', this.#end);
      this.input.pause();
      given.signal?.addEventListener('abort', () => this.close(), { once: true });
      queueMicrotask(() => this.#hand());
    }

    // hand gives lines to who wants them, and asks for more when they are gone.
    #hand() {
      while (this.#next < this.#lines.length && !this.closed && !this.#paused && this.#wanted()) {
        const line = this.#lines[this.#next++]; // shift() would move all others
        const question = this.#questions.shift();
        if (question) question(line); else this.emit('line', line);
      }
      if (this.closed) return;
      const over = this.#ended && (this.#next === this.#lines.length || !this.#asked);
      if (over && !this.#paused) this.close();
      else if (this.#wanted() && !this.#paused) this.input.resume();
      else this.input.pause();
    }

    #asked = false;
    #wanted() { return this.#questions.length > 0 || this.listenerCount('line') > 0 || (!this.#asked && this.listenerCount('close') > 0); }

    question(query, options, callback = options) {
      this.#usable();
      const { signal } = typeof options === 'object' && options !== null ? options : {};
      if (signal?.aborted) return;
      this.#asked = true;
      this.#questions.push(callback);
      signal?.addEventListener('abort', () => {
        this.#questions = this.#questions.filter((waiting) => waiting !== callback);
        this.#hand();
      }, { once: true });
      this.#output?.write(`${query}`);
      queueMicrotask(() => this.#hand());
    }

    prompt() {
      this.#usable();
      this.#output?.write(this.#prompt);
      this.resume();
    }

    setPrompt(text) { this.#prompt = `${text}`; }
    getPrompt() { return this.#prompt; }
    write() { throw unsupported('readline.Interface.write'); }

    pause() {
      if (!this.#paused) { this.#paused = true; this.input.pause(); this.emit('pause'); }
      return this;
    }

    resume() {
      if (this.#paused) { this.#paused = false; this.emit('resume'); }
      queueMicrotask(() => this.#hand());
      return this;
    }

    close() {
      if (this.closed) return;
      this.closed = true;
      this.input.pause();
      this.input.removeListener('data', this.#take);
      this.input.removeListener('end', this.#end);
      this.emit('close');
    }

    #usable() { if (this.closed) throw coded(Error, 'ERR_USE_AFTER_CLOSE', 'readline was closed'); }

    [Symbol.asyncIterator]() {
      let lines = [], next = 0;
      const waiting = [];
      const settle = () => {
        while (waiting.length > 0 && (next < lines.length || this.closed)) {
          waiting.shift()(next < lines.length ? { value: lines[next++], done: false } : { value: undefined, done: true });
        }
        if (next === lines.length) [lines, next] = [[], 0];
      };
      this.on('line', (line) => { lines.push(line); settle(); });
      this.on('close', settle);
      return {
        next: () => new Promise((resolve) => { waiting.push(resolve); settle(); }),
        return: () => { this.close(); return Promise.resolve({ value: undefined, done: true }); },
        [Symbol.asyncIterator]() { return this; },
      };
    }

    [Symbol.dispose]() { this.close(); }
  }

  class Promised extends Interface {
    question(query, options = {}) {
      return new Promise((resolve, reject) => {
        const { signal } = options;
        if (signal?.aborted) throw abortError(signal);
        signal?.addEventListener('abort', () => reject(abortError(signal)), { once: true });
        super.question(query, options, resolve);
      });
    }
  }

  const control = (sequence) => (stream, ...args) => {
    const done = args.findLast((arg) => typeof arg === 'function');
    const written = stream?.write(`\x1b[${sequence(...args.filter((arg) => typeof arg === 'number'))}`) ?? true;
    if (done) queueMicrotask(done);
    return written;
  };
  const step = (n, forward, back) => n === 0 || n === undefined ? '' : `\x1b[${Math.abs(n)}${n > 0 ? forward : back}`;

  return {
    readline: {
      Interface, createInterface: (...args) => new Interface(...args),
      clearLine: control((direction = 0) => direction < 0 ? '1K' : direction > 0 ? '0K' : '2K'),
      clearScreenDown: control(() => '0J'),
      cursorTo: control((x, y) => y === undefined ? `${x + 1}G` : `${y + 1};${x + 1}H`),
      moveCursor(stream, x, y, done) {
        if (done) queueMicrotask(done);
        return stream?.write(step(x, 'C', 'D') + step(y, 'B', 'A')) ?? true;
      },
      emitKeypressEvents() { throw unsupported('readline.emitKeypressEvents'); },
      get promises() { return require('readline/promises'); },
    },
    promises: {
      Interface: Promised, createInterface: (...args) => new Promised(...args),
      Readline: function Readline() { throw unsupported('readline/promises.Readline'); },
    },
  };
})
