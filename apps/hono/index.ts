// The example app's ideas on Hono. `npm ci` (or `go tool mage deps`) first.
import { Hono } from "hono";
import { upgradeWebSocket, websocket } from "hono/bun";
import { HTTPException } from "hono/http-exception";
import { streamSSE, streamText } from "hono/streaming";
import { page } from "./page";

const app = new Hono();

app.get("/ping", (c) => c.text("pong"));

app.get("/", (c) => c.html(page));

app.get("/api/hello", (c) => c.json({ message: `Hello, ${c.req.query("name") ?? "world"}!` }));

app.get("/headers", (c) => c.json(c.req.header()));

app.get("/worker", (c) =>
  c.json({ worker: process.env.RIP_WORKER_ID, pid: process.pid, version: Number(process.env.RIP_VERSION ?? 0) }),
);

app.post("/form", async (c) => c.json(await c.req.parseBody()));

app.post("/upload", async (c) => {
  const body = await c.req.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return c.json({ size: body.byteLength, sha256 });
});

app.get("/clock", (c) =>
  streamSSE(c, async (stream) => {
    while (!stream.aborted) {
      await stream.writeSSE({ event: "tick", data: new Date().toISOString() });
      await stream.sleep(1000);
    }
  }),
);

app.get("/stream", (c) =>
  streamText(c, async (stream) => {
    for (let line = 1; line <= 10; line++) {
      await stream.writeln(`line ${line} of 10`);
      await stream.sleep(100);
    }
  }),
);

app.get("/slow", async (c) => {
  const ms = Math.min(Number(c.req.query("ms") ?? 1000) || 0, 60_000);
  await new Promise((resolve) => setTimeout(resolve, ms));
  return c.json({ waited: ms });
});

app.get("/throw", () => {
  throw new Error("This error is thrown on purpose");
});

app.get("/teapot", () => {
  throw new HTTPException(418, { message: "I am a teapot" });
});

app.get(
  "/ws",
  upgradeWebSocket(() => ({
    onMessage(event, socket) {
      socket.send(event.data as string);
    },
  })),
);

app.notFound((c) => c.json({ error: "not found", path: c.req.path }, 404));

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
  // Hono would answer by itself; thrown on, rip-server shows its error page in dev.
  throw error;
});

export default { fetch: app.fetch, websocket };
