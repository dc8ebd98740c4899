// {{name}}: an app on Hono. Its packages first: bun install, or npm install.
//
//   rip-server .              serve it: edit, save, ask again
//   rip-server run test.ts    run its tests
import { Hono } from "hono";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";

const app = new Hono();

app.get("/", (c) =>
  c.html(html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{{name}}</title>
      <h1>It runs.</h1>
      <p>This is <code>index.ts</code>. Edit it, save, and reload the page.</p>
      <p><a href="/hello/you">/hello/you</a> answers with JSON.</p>
    </html>`),
);

app.get("/hello/:name", (c) => c.json({ message: `Hello, ${c.req.param("name")}!` }));

app.post("/echo", async (c) => {
  const body = await c.req.json().catch(() => {
    throw new HTTPException(400, { message: "The body is no JSON" });
  });
  return c.json(body, 201);
});

app.notFound((c) => c.json({ error: "not found", path: c.req.path }, 404));

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
  throw error; // rip-server shows it in dev, and logs it in prod
});

export default app;
