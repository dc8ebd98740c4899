import { all, get, post, prefix, use } from "@rip/api";
import { app, equal, test, throws } from "./harness";

const text = (word: string) => () => word;

test("the first registered route wins, whatever its kind", async () => {
  const ask = app(() => {
    get("/a/:x", text("param"));
    get("/a/b", text("fixed"));
    get("/c/d", text("fixed"));
    get("/c/:x", text("param"));
    get("/e/*", text("star"));
    get("/e/f/:x", text("param"));
    get("/g/:x{[0-9]+}", text("digits"));
    get("/g/:x", text("any"));
    all("/h", text("all"));
    get("/h", text("get"));
  });
  const answers: string[] = [];
  for (const path of ["/a/b", "/c/d", "/c/x", "/e/f/1", "/g/1", "/g/x", "/h"]) answers.push((await ask("GET " + path)).body);
  equal(answers, ["param", "fixed", "param", "star", "digits", "any", "all"]);
});

test("a search goes back when a fixed part leads nowhere", async () => {
  const ask = app(() => {
    get("/x/a/1", text("no"));
    get("/x/a/:y/end", text("fixed first"));
    get("/x/:a/:b/:c", function () {
      return this.req.param();
    });
  });
  equal((await ask("GET /x/a/2/3")).body, '{"a":"a","b":"2","c":"3"}');
  equal((await ask("GET /x/a/2/end")).body, "fixed first");
  equal((await ask("GET /x/a/2")).status, 404);
});

test("optional parts, stars in the middle, several parameters in a part", async () => {
  const ask = app(() => {
    get("/opt/:id?", (c) => c.req.param("id") ?? "none");
    get("/mid/*/end", (c) => c.req.param("*"));
    get("/range/:from-:to.txt", (c) => c.req.param());
    get("/date/:year{\\d{4}}/:rest{.+}", (c) => c.req.param());
  });
  equal((await ask("GET /opt")).body, "none");
  equal((await ask("GET /opt/5")).body, "5");
  equal((await ask("GET /mid/a/b/end")).body, "a/b");
  equal((await ask("GET /range/1-20.txt")).body, '{"from":"1","to":"20"}');
  equal((await ask("GET /date/2026/a/b")).body, '{"year":"2026","rest":"a/b"}');
  equal((await ask("GET /date/26/a")).status, 404);
});

test("paths are taken in their shortest form, and parameters decoded", async () => {
  const ask = app(() => {
    get("/a/:x", (c) => c.req.param("x"));
    get("/café", text("fixed"));
    get("/", text("root"));
    get("/s/*", (c) => c.req.param("*"));
  });
  equal((await ask("GET //a///b/")).body, "b");
  equal((await ask("GET /a/%2Fx%20y")).body, "/x y");
  equal((await ask("GET /a/%zz")).status, 400);
  equal((await ask("GET /caf%C3%A9")).body, "fixed");
  equal((await ask("GET /?q")).body, "root");
  equal((await ask("GET /s/../a/z")).body, "z");
  equal((await ask("GET /s/%2e%2e/a/z")).body, "z");
  equal((await ask("GET /s/a%2F..%2Fb")).body, "a/../b");
});

test("methods: HEAD is GET without a body, others have their own routes", async () => {
  const ask = app(() => {
    get("/x", text("get"));
    post("/x", text("post"));
    all("/y", (c) => c.req.method);
  });
  const head = await ask("HEAD /x");
  equal([head.status, head.body, head.headers.get("content-type")], [200, "", "text/plain; charset=UTF-8"]);
  equal((await ask("POST /x")).body, "post");
  equal((await ask("PUT /x")).status, 404);
  equal((await ask("DELETE /y")).body, "DELETE");
  equal((await ask("PURGE /y")).body, "PURGE");
});

test("several handlers answer in turn: undefined leaves it to the next", async () => {
  const ask = app(() => get("/x", (c) => (c.req.query("q") ? "first" : undefined), async () => undefined, text("last")));
  equal((await ask("GET /x?q=1")).body, "first");
  equal((await ask("GET /x")).body, "last");
});

test("prefixes nest, and end when their function throws", async () => {
  const ask = app(() => {
    prefix("/api", () => {
      prefix("/v1", () => get("/ping", text("pong")));
      use((request: Request, next: any) => next().then((r: Response) => (r.headers.set("X-Api", "1"), r)));
    });
    throws(() => prefix("/bad", () => { throw new Error("oops"); }), /oops/);
    get("/after", text("after"));
  });
  const ping = await ask("GET /api/v1/ping");
  equal([ping.body, ping.headers.get("x-api")], ["pong", "1"]);
  const after = await ask("GET /after");
  equal([after.body, after.headers.get("x-api")], ["after", null]);
});

test("a route that cannot be is refused when it is registered", () => {
  app(() => {
    throws(() => get("no-slash", text("x")), /slash/);
    throws(() => get("/x", undefined as any), /function/);
    throws(() => get("/x"), /function/);
  });
});

test("a thousand routes are found, and those that are not are not", async () => {
  const ask = app(() => {
    for (let i = 0; i < 500; i++) {
      get(`/fixed/${i}/x`, text("f" + i));
      get(`/p${i}/:id/items/:item`, (c) => `${i}:${c.req.param("id")}:${c.req.param("item")}`);
    }
  });
  equal((await ask("GET /fixed/499/x")).body, "f499");
  equal((await ask("GET /p499/7/items/8")).body, "499:7:8");
  equal((await ask("GET /p500/7/items/8")).status, 404);
});
