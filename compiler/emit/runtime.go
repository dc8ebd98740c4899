package emit

// reactiveRuntime makes the cells, computed values and effects behind := ~= and
// ~>. Effects run when they are made, and again, in order, after each write to
// something they have read; what an effect returns runs before its next turn
// and when it is disposed of. It is one line, so that no line of the program
// moves.
const reactiveRuntime = `(() => { ` +
	`let active = null, depth = 0, flushing = false; const queue = new Set(); ` +
	`const track = (cell) => { if (active) { cell.subs.add(active); active.deps.add(cell); } }; ` +
	`const forget = (sub) => { for (const cell of sub.deps) cell.subs.delete(sub); sub.deps.clear(); }; ` +
	`const run = (sub, fn) => { forget(sub); const outer = active; active = sub; try { return fn(); } finally { active = outer; if (sub.gone) forget(sub); } }; ` +
	`const flush = () => { if (flushing || depth) return; flushing = true; let turns = 0; ` +
	`try { for (const sub of queue) { queue.delete(sub); if (++turns > 1e5) throw new Error("reactive runtime: effects keep writing what they read"); sub.turn(); } } ` +
	`finally { flushing = false; queue.clear(); } }; ` +
	`const mark = (cell) => { for (const sub of [...cell.subs]) sub.mark(); }; ` +
	`class State { constructor(v) { this.v = v; this.subs = new Set(); } ` +
	`get value() { track(this); return this.v; } ` +
	`set value(v) { if (v === this.v || v !== v && this.v !== this.v) return; this.v = v; mark(this); flush(); } ` +
	`read() { return this.v; } } ` +
	`class Computed { constructor(fn) { this.fn = fn; this.subs = new Set(); this.deps = new Set(); this.stale = true; this.busy = false; } ` +
	`mark() { if (this.busy) throw new Error("reactive runtime: computed dependency changed during evaluation — computed functions must derive without writing or touching a dependency"); ` +
	`if (!this.stale) { this.stale = true; mark(this); } } ` +
	`get value() { track(this); return this.read(); } ` +
	`read() { if (this.stale) { this.busy = true; try { this.v = run(this, this.fn); this.stale = false; } finally { this.busy = false; } } return this.v; } } ` +
	`class Effect { constructor(fn) { this.fn = fn; this.deps = new Set(); this.gone = false; this.after = null; } ` +
	`mark() { if (!this.gone) queue.add(this); } ` +
	`clean() { const after = this.after; this.after = null; if (typeof after === "function") after(); } ` +
	`turn() { if (this.gone) return; this.clean(); this.after = run(this, this.fn); } ` +
	`stop() { if (this.gone) return; this.gone = true; queue.delete(this); forget(this); this.clean(); } } ` +
	`return { __state: (v) => new State(v), __computed: (fn) => new Computed(fn), ` +
	`__effect: (fn) => { const effect = new Effect(fn); effect.turn(); return () => effect.stop(); }, ` +
	`__batch: (fn) => { depth++; try { return fn(); } finally { depth--; flush(); } } }; })()`
