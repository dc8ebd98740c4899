package web_test

import "testing"

func TestMessagePortsDeliverInOrderOnceStarted(t *testing.T) {
	expect(t, [][2]string{
		{`const { port1, port2 } = new MessageChannel(), got = []; port1.postMessage({ a: 1 }); port1.postMessage("b");
		  await new Promise(r => setTimeout(r, 1)); got.push("none yet");
		  await new Promise(r => port2.onmessage = e => { got.push(typeof e.data === "string" ? e.data : e.data.a); if (got.length === 3) r() }); return got.join()`, "none yet,1,b"},
		{`const a = new MessageChannel(), b = new MessageChannel();
		  a.port1.postMessage(b.port2, [b.port2]); const moved = await new Promise(r => a.port2.onmessage = e => r(e.ports[0] === e.data && e.data));
		  b.port1.postMessage("through"); return await new Promise(r => moved.onmessage = e => r(e.data))`, "through"},
		{`const { port1, port2 } = new MessageChannel(); const closed = new Promise(r => port2.onclose = () => r("closed")); port1.close(); port2.postMessage(1); return closed`, "closed"},
		{`try { new MessagePort() } catch (e) { return e.name }`, "TypeError"},
		{`const a = new BroadcastChannel("x"), b = new BroadcastChannel("x"), c = new BroadcastChannel("y"); let wrong = 0; a.onmessage = c.onmessage = () => wrong++;
		  const got = await new Promise(r => { b.onmessage = e => r(e.data); a.postMessage("hi") }); b.close(); a.close(); return got + wrong`, "hi0"},
	})
}
