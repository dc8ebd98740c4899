import {
  createError, createEventStream, defineEventHandler, deleteCookie, getCookie, getQuery, getRequestHeader, getRouterParam, getValidatedQuery,
  H3, handleCors, html, HTTPError, parseCookies, readBody, readFormData, readValidatedBody, redirect, setCookie, withBase,
} from "h3";
import { z } from "zod";

const app = new H3({ onError: () => {}, silent: true } as any);
app.use((event, next) => { event.res.headers.set("X-Middleware", "1"); return next(); });
app.get("/hello/:name", (event) => ({ hello: getRouterParam(event, "name"), ...getQuery(event), agent: getRequestHeader(event, "x-agent") }));
app.get("/cookies", (event) => {
  setCookie(event, "fresh", "a b", { httpOnly: true, path: "/" });
  deleteCookie(event, "old");
  return { all: parseCookies(event), one: getCookie(event, "one") };
});
app.post("/body", async (event) => ({ got: await readBody(event) }));
app.post("/form", async (event) => Object.fromEntries(await readFormData(event)));
app.post("/valid", async (event) => readValidatedBody(event, z.object({ n: z.number() })));
app.get("/query", async (event) => getValidatedQuery(event, z.object({ n: z.coerce.number() })));
app.get("/error", () => { throw new HTTPError({ status: 409, statusText: "Taken", data: { by: "you" } }); });
app.get("/created", () => { throw createError({ status: 410, message: "gone" }); });
app.get("/redirect", () => redirect("/h3/hello/you"));
app.get("/html", () => html("<p>hi</p>"));
app.get("/null", () => null);
app.get("/stream", () => new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("one")); c.enqueue(new TextEncoder().encode("two")); c.close(); } }));
app.get("/events", (event) => {
  const events = createEventStream(event);
  events.push("one").then(() => events.push({ event: "e", data: "two" })).then(() => events.close());
  return events.send();
});
app.all("/cors", defineEventHandler((event) => handleCors(event, { origin: ["https://shop.example"], methods: ["GET"] }) || "in"));
app.all("/nested/**", (event) => event.url.pathname + " " + event.req.method);

const outer = new H3();
outer.all("/h3/**", withBase("/h3", app));

export default { fetch: (request: Request) => outer.fetch(request) };
