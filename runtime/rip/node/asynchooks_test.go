package node_test

import "testing"

// als is what the bodies begin with.
const als = `const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
	const storage = new AsyncLocalStorage();
	const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`

func TestStoreFollowsEachRequestThroughInterleaving(t *testing.T) {
	expect(t, [][2]string{{
		als + `
		const seen = [];
		const step = async (n) => { await later((n * 7) % 5); seen.push(storage.getStore() === n); };
		const request = (n) => storage.run(n, async () => {
			for (let i = 0; i < 5; i++) await step(n);
			await Promise.all([step(n), new Promise((resolve) => setImmediate(() => { seen.push(storage.getStore() === n); resolve(); }))]);
			queueMicrotask(() => seen.push(storage.getStore() === n));
			await Promise.resolve().then(() => seen.push(storage.getStore() === n)).finally(() => seen.push(storage.getStore() === n));
			return storage.getStore();
		});
		const all = await Promise.all(Array.from({ length: 20 }, (_, n) => request(n)));
		return [all.join() === Array.from({ length: 20 }, (_, n) => n).join(), seen.length, seen.every(Boolean), storage.getStore()].join()`,
		"true,200,true,",
	}})
}

func TestStoreFollowsStreamsGeneratorsAndEvents(t *testing.T) {
	expect(t, [][2]string{
		{als + `return await storage.run('s', async () => {
			const stream = new ReadableStream({
				async start(c) { await later(1); c.enqueue(storage.getStore()); },
				async pull(c) { await later(1); c.enqueue(storage.getStore()); c.close(); },
			});
			const got = [];
			for await (const chunk of stream) got.push(chunk);
			return got.join();
		})`, "s,s"},
		{als + `async function* numbers() { for (let i = 0; i < 3; i++) { await later(1); yield storage.getStore(); } }
		return await storage.run('g', async () => { const got = []; for await (const n of numbers()) got.push(n); return got.join(); })`, "g,g,g"},
		{als + `const { Readable, pipeline, Transform } = require('stream'); const got = [];
		await storage.run('n', () => new Promise((resolve) => pipeline(Readable.from(['a', 'b']),
			new Transform({ transform(c, _, cb) { got.push(storage.getStore()); cb(null, c); } }), (r) => r, () => resolve()).resume?.()));
		return got.join()`, "n,n"},
		{als + `const got = [];
		await new Promise((resolve) => { const timer = storage.run('i', () => setInterval(() => { if (got.push(storage.getStore()) === 2) { clearInterval(timer); resolve(); } }, 1)); });
		return got.join()`, "i,i"},
	})
}

func TestStoreIsGoneAfterItsScope(t *testing.T) {
	expect(t, [][2]string{
		{als + `storage.run(1, () => {}); await null; return String(storage.getStore())`, "undefined"},
		{als + `try { storage.run(1, () => { throw new Error('x') }) } catch {} return String(storage.getStore())`, "undefined"},
		{als + `return storage.run(1, () => storage.run(2, () => storage.getStore()) + ',' + storage.getStore())`, "2,1"},
		{als + `setTimeout(() => storage.enterWith('leaked'), 1); await later(5); return await new Promise((r) => setTimeout(() => r(String(storage.getStore())), 1))`, "undefined"},
		{als + `storage.run(1, () => {}); storage.enterWith(2); storage.disable(); return String(storage.getStore())`, "undefined"},
	})
}

func TestStoreMayBeExtended(t *testing.T) {
	expect(t, [][2]string{{als + `
		class Own extends AsyncLocalStorage { get value() { return this.getStore()?.x; } }
		const own = new Own();
		class Job extends AsyncResource { constructor() { super('Job'); } go() { return this.runInAsyncScope(() => own.value); } }
		const job = own.run({ x: 5 }, () => new Job());
		return [job.go(), own.value].join()`, "5,"}})
}

func TestScopeCallsWhateverCanBeCalled(t *testing.T) {
	const bound = als + `const on = { name: 'on', say(...args) { return this?.name + args + storage.getStore() } };
		const got = (fn) => { try { return storage.run('s', fn, 1, 2) } catch (e) { return e.constructor.name + (e.message ?? '') } finally { if (storage.getStore()) throw new Error('it stayed') } };`
	expect(t, [][2]string{
		{bound + `return got(on.say.bind(on))`, "on1,2s"},
		{bound + `return got(new Proxy(on.say, { apply: (fn, self, args) => fn.apply(on, args) }))`, "on1,2s"},
		{bound + `return got((...args) => args.map((n) => n + 1) + storage.getStore())`, "2,3s"},
		{bound + `return got(Math.max) + ',' + await got(async (a, b) => { await null; return a + b + storage.getStore() })`, "2,3s"},
		{bound + `return got(() => { throw new RangeError('mine') })`, "RangeErrormine"},
		{bound + `return got(class {}).startsWith('TypeError') + got({}).slice(0, 9)`, "trueTypeError"},
		{bound + `let deep = (n, ...rest) => (n === 0 ? rest.length : storage.run(n, deep, n - 1, ...rest, n)); return deep(50)`, "50"},
	})
}
