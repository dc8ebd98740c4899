// An app as an editor sees it, with the declarations of `rip-server types`. What
// is wrong in it must be found: an unused @ts-expect-error is an error itself.
import {
  after, all, App, bail, before, check, ctx, del, env, error, fetch, get, mark, notFound, notice, onError, openapi,
  patch, post, prefix, put, raw, read, registerValidator, session, start, subrequest, use, withHelpers,
} from "@rip/api";
import { bodyLimit, compress, cors, csrf, htmlJson, logger, secureHeaders, serve, sessions, timeout } from "@rip/api/middleware";
import { get as old } from "@rip-lang/server";
import { sessions as oldSessions } from "@rip-lang/api/middleware";
import { get as sites } from "rip/sites";

use(sessions({ secret: [env.SECRET ?? "a", "b"], encrypt: true }), csrf(), secureHeaders({ hsts: true }));
use("/api", cors({ origin: ["https://a.example"] }), bodyLimit({ maxSize: 1000 }), timeout({ ms: 100 }), compress(), logger({ format: "tiny" }));
use(serve({ dir: "public", app: "/static", cache: "1 day" }), htmlJson);
use(async function (request: Request, next) {
  this.started = Date.now();
  const response = await next(new Request(request));
  response.headers.set("X-Took", String(Date.now() - this.started));
  return response;
});

get("/users/:id", function () {
  const id: string | undefined = this.req.param("id");
  const all: Record<string, string> = this.req.query();
  return { id, all, n: read("n", [1, 10], 5), word: read("w", /a/), one: read("o", ["a", "b"]), m: read("m", { min: 1 }) };
});
get("/c", (c) => c.json({ ok: true }, 201, { "X-A": "b" }), (c) => c.redirect("/", 303));
post("/notes", { input: { safeAsync: async (data) => ({ ok: true, value: data, errors: null }) }, summary: "x" }, (c) => c.input.title);
put("/bytes", async (c) => (await c.req.arrayBuffer()).byteLength);
patch("/file", (c) => c.send("a.txt", { root: "files", cache: false }));
del("/all", () => bail());
all("/ws", (c) => c.upgrade({ name: "ada" }));
prefix("/p", () => old("/q", () => sites("/r", () => 1)));
before((c) => c.header("X-B", 1, { append: true }));
after((_c, response) => response.status);
raw((request) => request.method);
onError((thrown, c) => c.text(thrown.message, 500));
notFound((c) => c.html("<p>no</p>", 404));
openapi({ title: "T", version: "1" });
registerValidator("even", (v: string) => (Number(v) % 2 === 0 ? v : null), { raw: false });
session.user = ctx()?.req.site ?? check("id", "7");
subrequest({ a: 1 }, function (c) {
  mark("db");
  return this === c;
});
start({ port: 3000 });
use(oldSessions({ secret: "s" }));

const never: never = Math.random() < 2 ? error("no", 422) : notice("careful");
const answer: Response | Promise<Response> = fetch(new Request("http://x/"));
const handler: (request: Request) => Response | Promise<Response> = App(() => get("/", () => "x"));
const hono: { use(): void } = withHelpers({ use() {} });
export { never, answer, handler, hono };

// @ts-expect-error a route needs a path
get(() => "x");
// @ts-expect-error a handler is a function
get("/x", "text");
// @ts-expect-error sessions need a secret
sessions({});
// @ts-expect-error a status is a number
error("no", "422");
// @ts-expect-error there is no such option
cors({ origins: "*" });
get("/y", (c) => {
  // @ts-expect-error a location is a text or a URL
  c.redirect(5);
  // @ts-expect-error a duration is no object
  c.cache({});
});
