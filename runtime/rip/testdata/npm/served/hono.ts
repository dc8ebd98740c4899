import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { bearerAuth } from "hono/bearer-auth";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { createFactory } from "hono/factory";
import { html, raw } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { jwt, sign } from "hono/jwt";
import { logger } from "hono/logger";
import { prettyJSON } from "hono/pretty-json";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { stream, streamSSE, streamText } from "hono/streaming";
import { timeout } from "hono/timeout";
import { timing } from "hono/timing";
import { validator } from "hono/validator";
import { z } from "zod";

const secret = "it is very secret";
const lines: string[] = [];
type Variables = { user: string };

const app = new Hono<{ Variables: Variables }>().basePath("/hono");

// A stack as apps have it: the log, headers, the user, an error handler.
app.use(logger((line) => { lines.push(line.replace(/\x1b\[\d+m/g, "").replace(/\d+ms$/, "ms")) }));
app.use("/guarded/*", cors({ origin: "https://shop.example", credentials: true, allowMethods: ["GET", "POST"] }), secureHeaders());
app.use("/guarded/basic", basicAuth({ username: "ada", password: "lovelace" }));
app.use("/guarded/bearer", bearerAuth({ token: "t0ken" }));
app.use("/guarded/jwt", jwt({ secret, alg: "HS256" }));
app.use("/guarded/csrf", csrf({ origin: "https://shop.example" }));
app.onError((error, c) => error instanceof HTTPException ? error.getResponse() : c.json({ error: error.message }, 500));
app.notFound((c) => c.text("no " + c.req.path, 404));

app.get("/log", (c) => c.json(lines.splice(0).slice(0, -1)));
app.get("/guarded/basic", (c) => c.text("in"));
app.get("/guarded/bearer", (c) => c.text("in"));
app.get("/guarded/jwt", (c) => c.json(c.get("jwtPayload")));
app.post("/guarded/csrf", (c) => c.text("posted"));
app.get("/token", async (c) => c.text(await sign({ sub: "ada", exp: 4102444800 }, secret, "HS256")));

app.get("/hello/:name{[a-zé]+}", etag(), (c) => c.json({ hello: c.req.param("name"), q: c.req.queries("q") }));
app.get("/pretty", prettyJSON(), (c) => c.json({ a: [1, { b: 2 }] }));
app.get("/teapot", () => { throw new HTTPException(418, { message: "I am a teapot" }) });
app.get("/broken", () => { throw new Error("broken") });
app.get("/redirect", (c) => c.redirect("/hono/hello/you", 303));
app.get("/optional/:a?", (c) => c.text(c.req.param("a") ?? "none"));
app.on(["PUT", "PATCH"], "/either", (c) => c.text(c.req.method));
app.get("/files/*", (c) => c.text(c.req.path));
app.get("/agent", (c) => { c.header("X-Agent", c.req.header("user-agent") ?? "none"); c.status(202); return c.body("told") });

app.get("/cookies", async (c) => {
  setCookie(c, "plain", "a b", { path: "/", httpOnly: true, maxAge: 60, sameSite: "Lax" });
  await setSignedCookie(c, "signed", "worth", secret, { secure: true });
  deleteCookie(c, "old");
  return c.json({ all: getCookie(c), signed: await getSignedCookie(c, secret, "signed") });
});

app.post("/json", zValidator("json", z.object({ name: z.string().min(2), age: z.number().int() })), (c) => c.json(c.req.valid("json"), 201));
app.post("/form", validator("form", (value, c) => typeof value.name === "string" ? value : c.text("no name", 422)), (c) => c.json(c.req.valid("form")));
app.post("/upload", async (c) => {
  const { file, tag } = await c.req.parseBody({ all: true });
  return c.json({ name: (file as File).name, type: (file as File).type.split(";")[0], text: await (file as File).text(), tag });
});
app.post("/limited", bodyLimit({ maxSize: 10, onError: (c) => c.text("too much", 413) }), async (c) => c.text(await c.req.text()));

app.get("/stream", (c) => stream(c, async (s) => { for (const n of [1, 2, 3]) { await s.write(new TextEncoder().encode(n + ";")); await s.sleep(1) } }));
app.get("/text", (c) => streamText(c, async (s) => { await s.writeln("one"); await s.sleep(1); await s.write("two") }));
app.get("/events", (c) => streamSSE(c, async (s) => {
  for (let n = 0; n < 3; n++) { await s.writeSSE({ data: "at " + n, event: "tick", id: String(n) }); await s.sleep(1) }
}));
app.get("/late", timeout(20), async (c) => { await new Promise((done) => setTimeout(done, 200)); return c.text("never") });
app.get("/timed", timing({ total: false }), requestId({ generator: () => "id-1" }), (c) => c.text(c.get("requestId")));
app.get("/compressed", compress(), async (c) => c.text("long ".repeat(1000), 200, { "Content-Type": "text/plain" }));
app.get("/unzipped", async (c) => {
  const answer = await app.request("/hono/compressed", { headers: { "Accept-Encoding": "gzip" } });
  const text = await new Response(answer.body!.pipeThrough(new DecompressionStream("gzip"))).text();
  return c.json([answer.headers.get("Content-Encoding"), text.length]);
});
app.get("/html", (c) => c.html(html`<p>${c.req.query("x")}</p>${raw("<hr>")}${["<", Promise.resolve("b")]}`));

const factory = createFactory<{ Variables: Variables }>();
const shop = new Hono<{ Variables: Variables }>();
shop.use(factory.createMiddleware(async (c, next) => {
  c.set("user", c.req.header("X-User") ?? "nobody");
  await next();
  c.header("X-After", String(c.res.status));
}));
shop.get("/", ...factory.createHandlers((c) => c.text("shop of " + c.var.user)));
app.route("/shop", shop);
app.mount("/mounted", (request) => new Response("mounted " + new URL(request.url).pathname));

export default app;
