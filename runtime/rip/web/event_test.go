package web_test

import "testing"

func TestEventTargetCallsListenersInOrderAndOnce(t *testing.T) {
	expect(t, [][2]string{
		{`const t = new EventTarget(), got = [];
		  t.addEventListener("x", () => got.push("a"));
		  t.addEventListener("x", { handleEvent(e) { got.push("b" + (e.currentTarget === t)) } });
		  t.addEventListener("x", () => got.push("once"), { once: true });
		  t.addEventListener("x", () => got.push("capture"), true);
		  t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x"));
		  return got.join()`, "capture,a,btrue,once,capture,a,btrue"},
		{`const t = new EventTarget(); t.addEventListener("x", e => e.preventDefault());
		  return [t.dispatchEvent(new Event("x", { cancelable: true })), t.dispatchEvent(new Event("x"))].join()`, "false,true"},
		{`class Mine extends EventTarget { n = 1 } const m = new Mine(); let got;
		  m.addEventListener("x", e => got = e.detail + m.n); m.dispatchEvent(new CustomEvent("x", { detail: 4 })); return got`, "5"},
		{
			`return [typeof Event, Event.name, Object.keys(Event.prototype).includes("type"), String(new Event("x")), new Event("x").isTrusted].join()`,
			"function,Event,true,[object Event],false",
		},
		{`try { EventTarget.prototype.addEventListener.call({}, "x", null) } catch (e) { return e.name }`, "TypeError"},
	})
}

func TestThrowingListenerDoesNotStopTheOthersAndIsReported(t *testing.T) {
	w := newWorld(t)
	got := w.run(t, `const t = new EventTarget(); let after = false;
		t.addEventListener("x", () => { throw new Error("mine") });
		t.addEventListener("x", () => { after = true });
		t.dispatchEvent(new Event("x")); return after`)
	if got != "true" || len(w.uncaught) != 1 || w.uncaught[0] != "Error: mine" {
		t.Errorf("got %s, reported %q", got, w.uncaught)
	}
}

func TestGlobalErrorEventSeesWhatNobodyCatches(t *testing.T) {
	w := newWorld(t)
	got := w.run(t, `const got = [];
		onerror = (message, file, line, column, error) => { got.push(message, error.message); return true };
		setTimeout(() => { throw new TypeError("in a timer") });
		await new Promise(r => setTimeout(r, 2));
		addEventListener("error", e => { got.push("event " + e.message) });
		onerror = null;
		reportError("text");
		return got.join("; ")`)
	if want := "Uncaught TypeError: in a timer; in a timer; event Uncaught text"; got != want {
		t.Errorf("got %s", got)
	}
	if len(w.uncaught) != 1 || w.uncaught[0] != "text" {
		t.Errorf("the host was told %q, want only what no listener handled", w.uncaught)
	}
}

// Each handler used to look through all rejections before it.
func TestManyRejectionsHandledInTimeCostLittle(t *testing.T) {
	w := newWorld(t)
	got := w.run(t, `const all = []; for (let i = 0; i < 50000; i++) all.push(Promise.reject(i));
		for (const p of all) p.catch(() => {}); await new Promise(r => setTimeout(r, 1)); return all.length`)
	if got != "50000" || len(w.uncaught) != 0 {
		t.Errorf("got %s, %d reported", got, len(w.uncaught))
	}
}

func TestUnhandledRejectionIsReportedUnlessHandledInTime(t *testing.T) {
	w := newWorld(t)
	w.run(t, `Promise.reject(new Error("nobody"));
		const late = Promise.reject(new Error("in time")); await null; late.catch(() => {});
		await new Promise(r => setTimeout(r, 1))`)
	if len(w.uncaught) != 1 || w.uncaught[0] != "Error: nobody" {
		t.Errorf("reported %q", w.uncaught)
	}
	got := newWorld(t).run(t, `const got = [];
		onunhandledrejection = e => { e.preventDefault(); got.push(e.type, e.reason, e.promise === p) };
		onrejectionhandled = e => got.push(e.type, e.promise === p);
		const p = Promise.reject(7);
		await new Promise(r => setTimeout(r, 1)); p.catch(() => {}); await new Promise(r => setTimeout(r, 1));
		return got.join()`)
	if want := "unhandledrejection,7,true,rejectionhandled,true"; got != want {
		t.Errorf("got %s", got)
	}
}
