/** What the cards of the front page do, in the browser. */
export const demos = `
const show = (el, text) => el.closest(".card").querySelector("output").textContent = text;
const add = (el, text) => { const out = el.closest(".card").querySelector("output"); out.textContent += text; out.scrollTop = out.scrollHeight };
const pretty = async (response) => response.status + " " + JSON.stringify(await response.json(), null, 2);
let clock, socket;

const demos = {
  async worker(el) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch("/worker").then((r) => r.json())));
    show(el, answers.map((a) => "worker " + a.worker + "  pid " + a.pid + "  version " + a.version).join("\\n"));
  },
  async json(el) { show(el, await pretty(await fetch("/api/hello?name=you"))) },
  clock(el) {
    if (clock) { clock.close(); clock = null; el.textContent = "Start"; return }
    clock = new EventSource("/clock");
    clock.addEventListener("tick", (event) => show(el, event.data));
    clock.onerror = () => show(el, "connection lost, trying again");
    el.textContent = "Stop";
  },
  ws(el) {
    const text = el.querySelector("input").value;
    if (socket?.readyState === WebSocket.OPEN) { socket.send(text); add(el, "> " + text + "\\n"); return }
    socket = new WebSocket(location.origin.replace("http", "ws") + "/ws");
    socket.onopen = () => { socket.send(text); add(el, "> " + text + "\\n") };
    socket.onmessage = (event) => add(el, "< " + event.data + "\\n");
    socket.onclose = () => add(el, "closed\\n");
  },
  async upload(el) { if (el.files[0]) show(el, await pretty(await fetch("/upload", { method: "POST", body: el.files[0] }))) },
  async stream(el) {
    show(el, "");
    const decoder = new TextDecoder();
    for (const reader = (await fetch("/stream")).body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return;
      add(el, decoder.decode(value, { stream: true }));
    }
  },
  async download(el) {
    const start = performance.now();
    const { byteLength } = await (await fetch("/download?bytes=" + 8 * 2 ** 20)).arrayBuffer();
    show(el, byteLength + " bytes in " + (performance.now() - start).toFixed(0) + " ms");
  },
  async slow(el) { show(el, "waiting"); show(el, await pretty(await fetch("/slow"))) },
  async throw(el) { const r = await fetch("/throw"); show(el, r.status + " " + await r.text()) },
  async crash(el) { const r = await fetch("/crash", { method: "POST" }); show(el, r.status + " " + await r.text()) },
};

for (const el of document.querySelectorAll("[data-demo]")) {
  const event = el.matches("form") ? "submit" : el.matches("input") ? "change" : "click";
  el.addEventListener(event, async (e) => {
    e.preventDefault();
    try { await demos[el.dataset.demo](el) } catch (error) { show(el, String(error)) }
  });
}
`;
