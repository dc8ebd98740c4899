package web_test

import "testing"

func TestTimersFireInOrderWithTheirArguments(t *testing.T) {
	expect(t, [][2]string{
		{`const got = []; const last = new Promise(r => setTimeout((a, b) => { got.push(a + b); r() }, 100, "c", "d"));
		  setTimeout(() => got.push("b"), 1); setImmediate(x => got.push(x), "a"); await last; return got.join()`, "a,b,cd"},
		{`let n = 0; await new Promise(r => { const i = setInterval(() => { if (++n === 3) { clearInterval(i); setTimeout(r, 5) } }, 1) }); return n`, "3"},
		{`let fired = false; const t = setTimeout(() => fired = true, 1); clearTimeout(+t); clearTimeout(99); clearTimeout(); await new Promise(r => setTimeout(r, 3)); return fired`, "false"},
		{`let fired = false; const t = setTimeout(() => fired = true, 1); clearTimeout(String(+t)); await new Promise(r => setTimeout(r, 3)); return fired`, "false"},
		{`const t = setTimeout(() => {}, 1); return [t.unref() === t, t.hasRef(), t.ref().hasRef(), typeof +t, String(t.unref)!== ""].join()`, "true,false,true,number,true"},
		{`try { setTimeout("code") } catch (e) { return e.name }`, "TypeError"},
		{`const got = []; queueMicrotask(() => got.push(1)); Promise.resolve().then(() => got.push(2)); await null; got.push(3); return got.join()`, "1,2,3"},
	})
}

func TestThrowingTimerAndMicrotaskAreReportedAndOthersRun(t *testing.T) {
	w := newWorld(t)
	got := w.run(t, `setTimeout(() => { throw 1 }); queueMicrotask(() => { throw 2 }); return await new Promise(r => setTimeout(r, 3, "on"))`)
	if got != "on" || len(w.uncaught) != 2 {
		t.Errorf("got %s, reported %q", got, w.uncaught)
	}
}
