package web_test

import "testing"

func TestAbortReachesListenersOnceWithItsReason(t *testing.T) {
	expect(t, [][2]string{
		{`const c = new AbortController(), got = [];
		  c.signal.onabort = () => got.push("on"); c.signal.addEventListener("abort", e => got.push(e.target.reason.name));
		  c.abort(); c.abort("again"); return got.join() + c.signal.aborted + (c.signal.reason instanceof DOMException)`, "on,AbortErrortruetrue"},
		{`try { AbortSignal.abort("why").throwIfAborted() } catch (e) { return e }`, "why"},
		{`const s = AbortSignal.timeout(1); await new Promise(r => s.onabort = r); return s.reason.name + s.reason.code`, "TimeoutError23"},
		{`const a = new AbortController(), s = AbortSignal.any([AbortSignal.any([a.signal]), new AbortController().signal]);
		  let order = []; a.signal.onabort = () => order.push("source", s.aborted); s.onabort = () => order.push("dependent");
		  a.abort(3); return order.join() + s.reason`, "source,true,dependent3"},
		{`try { new AbortSignal() } catch (e) { return e.name }`, "TypeError"},
		{`const t = new EventTarget(), c = new AbortController(); let n = 0;
		  t.addEventListener("x", () => n++, { signal: c.signal }); t.dispatchEvent(new Event("x")); c.abort(); t.dispatchEvent(new Event("x")); return n`, "1"},
	})
}

func TestDOMExceptionIsAnErrorWithNameAndCode(t *testing.T) {
	expect(t, [][2]string{
		{
			`const e = new DOMException("m", "DataCloneError"); return [e instanceof Error, e.name, e.message, e.code, String(e), typeof e.stack].join()`,
			"true,DataCloneError,m,25,DataCloneError: m,string",
		},
		{
			`return [new DOMException().name, new DOMException("", "x").code, DOMException.ABORT_ERR, Object.getPrototypeOf(DOMException) === Function.prototype].join()`,
			"Error,0,20,true",
		},
		{`class Mine extends DOMException {} const e = new Mine("m"); return [e instanceof Mine, e.message].join()`, "true,m"},
	})
}
