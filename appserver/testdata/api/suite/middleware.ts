import { get, post, put, read, use } from "@rip/api";
import { bodyLimit, compress, cors, csrf, htmlJson, logger, secureHeaders, timeout } from "@rip/api/middleware";
import { app, equal, form, json, test, throws } from "./harness";

test("middleware goes around everything, outermost first", async () => {
  const log: string[] = [];
  const noting = (word: string) => async (_request: Request, next: any) => {
    log.push("to " + word);
    const response = await next();
    log.push(`from ${word} ${response.status}`);
    return response;
  };
  const ask = app(() => {
    use(noting("a"), noting("b"));
    use("/api", noting("api"));
    get("/api/x", () => "x");
    get("/boom", () => { throw new Error("secret"); });
  });
  await ask("GET /api/x");
  equal(log.splice(0), ["to a", "to b", "to api", "from api 200", "from b 200", "from a 200"]);
  await ask("GET /apix");
  equal(log.splice(0), ["to a", "to b", "from b 404", "from a 404"]);
  await ask("GET /boom");
  equal(log.splice(0), ["to a", "to b", "from b 500", "from a 500"]);
});

test("middleware may answer, fail, replace the request, and call next once", async () => {
  const ask = app(() => {
    use("/stop", () => new Response("stopped", { status: 403 }));
    use("/fail", () => { throw Object.assign(new Error("no"), { status: 409 }); });
    use("/twice", async (_request: Request, next: any) => (await next(), next()));
    use("/swap", (request: Request, next: any) => next(new Request("http://x/other/" + new URL(request.url).pathname.length, request)));
    use("/number", () => 5);
    get("/other/:n", () => read("n"));
    get("/twice", () => "x");
  });
  equal((await ask("GET /stop/x")).status, 403);
  equal((await ask("GET /fail")).body, '{"error":{"message":"no"}}');
  equal((await ask("GET /twice")).status, 500);
  equal((await ask("GET /swap")).body, "5");
  equal((await ask("GET /number")).status, 500);
});

test("Koa-style middleware of Rip 3 gets the context, and its response is c._response", async () => {
  const ask = app(() => {
    use(async function (c: any, next: any) {
      c.user = "ada";
      await next();
      c._response = new Response(`${await c._response.text()}!`, c._response);
    });
    use(async function (this: any, c: any, next: any) {
      if (c.req.query("stop")) return this.text("stopped", 403);
      await next();
    });
    get("/x", (c) => c.user);
  });
  equal((await ask("GET /x")).body, "ada!");
  equal((await ask("GET /x?stop=1")).status, 403);
});

test("paths of use may have parameters", async () => {
  const ask = app(() => {
    use("/u/:id/admin", () => new Response("no", { status: 403 }));
    get("/u/:id/:page", () => "page");
  });
  equal((await ask("GET /u/7/admin")).status, 403);
  equal((await ask("GET /u/7/about")).status, 200);
});

test("cors: who may, preflights, and that others learn nothing", async () => {
  const ask = app(() => {
    use(cors({ origin: ["https://a.example"], credentials: true, exposeHeaders: ["X-A", "X-B"] }));
    get("/x", () => "x");
  });
  const yes = await ask("GET /x", { headers: { Origin: "https://a.example" } });
  equal([yes.headers.get("access-control-allow-origin"), yes.headers.get("access-control-allow-credentials"), yes.headers.get("vary")], ["https://a.example", "true", "Origin"]);
  equal((await ask("GET /x", { headers: { Origin: "https://b.example" } })).headers.get("access-control-allow-origin"), null);
  const asked = await ask("OPTIONS /x", { headers: { Origin: "https://a.example", "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-y" } });
  equal([asked.status, asked.headers.get("access-control-allow-headers"), asked.headers.get("access-control-max-age")], [204, "x-y", "86400"]);
  equal((await ask("OPTIONS /x", { headers: { Origin: "https://z.co" } })).status, 404);
  throws(() => cors({ credentials: true }), /origins/);
});

test("csrf refuses other sites' pages, and nobody else", async () => {
  const ask = app(() => {
    use(csrf({ origin: "https://friend.example" }));
    post("/x", () => "done");
    get("/x", () => "seen");
  });
  const from = async (headers: Record<string, string>) => (await ask("POST /x", { headers })).status;
  equal(await from({}), 200);
  equal(await from({ "Sec-Fetch-Site": "same-origin" }), 200);
  equal(await from({ "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }), 403);
  equal(await from({ "Sec-Fetch-Site": "same-site" }), 403);
  equal(await from({ Origin: "https://evil.example" }), 403);
  equal(await from({ Origin: "null" }), 403);
  equal(await from({ Origin: "http://app.example" }), 200);
  equal(await from({ "Sec-Fetch-Site": "cross-site", Origin: "https://friend.example" }), 200);
  equal((await ask("GET /x", { headers: { "Sec-Fetch-Site": "cross-site" } })).status, 200);
});

test("bodyLimit refuses what is said to be, or is, too large", async () => {
  const ask = app(() => {
    use(bodyLimit({ maxSize: 10 }));
    post("/x", () => read());
    put("/raw", async (c) => (await c.req.text()).length);
  });
  equal((await ask("POST /x", form("a=1"))).body, '{"a":"1"}');
  equal((await ask("POST /x", form("a=" + "1".repeat(20)))).status, 413);
  const streamed = (size: number): any => ({ duplex: "half", body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array(size)); c.close(); } }) });
  equal((await ask("PUT /raw", streamed(20))).status, 413);
  equal((await ask("PUT /raw", streamed(9))).body, "9");
});

test("compress: for whom it is worth it", async () => {
  const ask = app(() => {
    use(compress({ threshold: 100 }));
    get("/long", (c) => c.text("long ".repeat(1000)));
    get("/short", () => new Response("short", { headers: { "Content-Type": "text/plain", "Content-Length": "5" } }));
    get("/image", () => new Response("x".repeat(5000), { headers: { "Content-Type": "image/png" } }));
    get("/stream", () => new Response("data: x\n\n", { headers: { "Content-Type": "text/event-stream" } }));
  });
  const encoding = async (path: string, accept = "gzip") => (await ask("GET " + path, { headers: { "Accept-Encoding": accept } })).headers.get("content-encoding");
  equal(await Promise.all(["/long", "/short", "/image", "/stream"].map((path) => encoding(path))), ["gzip", null, null, null]);
  equal([await encoding("/long", "gzip;q=0, deflate"), await encoding("/long", "br")], ["deflate", null]);
  equal((await ask("GET /long")).headers.get("vary"), "Accept-Encoding");
});

test("what gzip makes is what was said", async () => {
  let sent: Response | undefined;
  const ask = app(() => {
    use(async (_request: Request, next: any) => {
      sent = await next();
      return new Response(null);
    });
    use(compress({ threshold: 1 }));
    get("/x", () => "long ".repeat(1000));
  });
  await ask("GET /x", { headers: { "Accept-Encoding": "gzip" } });
  equal(await new Response(sent!.body!.pipeThrough(new DecompressionStream("gzip"))).text(), "long ".repeat(1000));
});

test("secureHeaders, timeout, logger", async () => {
  const lines: string[] = [];
  const ask = app(() => {
    use(logger({ format: "tiny", stream: { write: (line) => lines.push(line) }, skip: (c) => c.req.path === "/quiet" }));
    use(secureHeaders({ hsts: true }));
    use("/slow", timeout({ ms: 20 }));
    get("/x", () => "x");
    get("/quiet", () => "x");
    get("/slow", () => new Promise((done) => setTimeout(done, 3000, "late")));
  });
  const answer = await ask("GET /x");
  equal([answer.headers.get("x-content-type-options"), answer.headers.get("strict-transport-security")], ["nosniff", "max-age=31536000; includeSubDomains"]);
  await ask("GET /quiet");
  equal((await ask("GET /slow")).status, 408);
  equal([lines.length, /^GET \/x 200 - [\d.]+ms\n$/.test(lines[0]!)], [2, true]);
  throws(() => logger({ format: "big" as any }), /format/);
});

test("htmlJson shows JSON as a page to browsers, and nothing of it is markup", async () => {
  for (const used of [htmlJson, htmlJson()]) {
    const ask = app(() => {
      use(used);
      get("/x", () => ({ "a<b>": "</pre><script>", n: -1.5, t: true }));
    });
    equal((await ask("GET /x")).headers.get("content-type"), "application/json");
    const page = await ask("GET /x", { headers: { Accept: "text/html,*/*" } });
    equal([page.headers.get("content-type"), page.body.includes("<script>"), page.body.includes("<b>b")], ["text/html; charset=UTF-8", false, false]);
  }
});

test("an error's answer has the middleware's headers, too", async () => {
  const ask = app(() => {
    use(secureHeaders());
    post("/x", () => { throw new Error("secret"); });
  });
  equal((await ask("POST /x", json({}))).headers.get("x-frame-options"), "DENY");
});

