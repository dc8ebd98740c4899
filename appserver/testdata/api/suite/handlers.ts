import { after, before, ctx, enableCorsPreflight, env, error, get, hub, mark, notFound, notice, onError, openapi, post, put, raw, read, setCorsPreflightPolicy, subrequest, use } from "@rip/api";
import { app, equal, form, json, test, throws } from "./harness";

test("headers that were set go onto every kind of answer, unless it has its own", async () => {
  const ask = app(() => {
    before((c) => c.header("X-Set", "before"));
    get("/own", () => new Response("own", { headers: { "X-Set": "own" } }));
    get("/plain", () => "plain");
    get("/cookies", (c) => {
      c.header("Set-Cookie", "a=1", { append: true });
      c.header("Set-Cookie", "b=2", { append: true });
      return new Response("x");
    });
  });
  equal((await ask("GET /own")).headers.get("x-set"), "own");
  equal((await ask("GET /plain")).headers.get("x-set"), "before");
  equal((await ask("GET /cookies")).headers.getSetCookie(), ["a=1", "b=2"]);
});

test("headers that are set after an answer was made are on it, once", async () => {
  const ask = app(() => {
    use(async function (this: any, _request: Request, next: any) {
      this.header("X-First", "1");
      this.header("Set-Cookie", "a=1", { append: true });
      const response = await next();
      this.header("X-Last", "2");
      this.header("Set-Cookie", "b=2", { append: true });
      return response;
    });
    get("/made", (c) => c.json({}, 200, { "X-Own": "3", "content-type": "application/x-own" }));
    get("/fixed", () => Response.redirect("http://x/"));
    get("/blob", (c) => {
      c.header("Content-Type", "text/x-set");
      return c.body(new Blob(["x"], { type: "text/x-blob" }));
    });
  });
  for (const path of ["/made", "/fixed", "/blob"]) {
    const { headers } = await ask("GET " + path);
    equal([headers.get("x-first"), headers.get("x-last"), headers.getSetCookie()], ["1", "2", ["a=1", "b=2"]]);
  }
  equal((await ask("GET /made")).headers.get("content-type"), "application/x-own");
  equal((await ask("GET /blob")).headers.get("content-type"), "text/x-set");
});

test("an error is not to be kept by caches, as its route said of better answers", async () => {
  const ask = app(() => get("/x", (c) => {
    c.cache("1 day");
    return error("no");
  }));
  equal((await ask("GET /x")).headers.get("cache-control"), null);
});

test("before may answer, after sees the response and may replace it", async () => {
  const ask = app(() => {
    before((c) => (c.req.query("stop") ? c.text("stopped", 403) : undefined));
    before((c) => void (c.user = "ada"));
    get("/x", (c) => c.user);
    after((c, response) => (c.req.query("swap") ? c.text(`${c.user} ${response.status}`) : undefined));
  });
  equal((await ask("GET /x?stop=1")).status, 403);
  equal((await ask("GET /x")).body, "ada");
  equal((await ask("GET /x?swap=1")).body, "ada 200");
});

test("raw sees the request before its body is read", async () => {
  const ask = app(() => {
    raw((request) => request.headers.set("Content-Type", "application/json"));
    post("/x", () => read());
  });
  equal((await ask("POST /x", { body: '{"a":1}', headers: { "Content-Type": "text/plain" } })).body, '{"a":1}');
});

test("a body may be asked for again after read() knows it", async () => {
  const ask = app(() => {
    post("/json", async (c) => [read("a"), await c.req.json(), await c.req.text()]);
    put("/form", async (c) => [read("f"), (await c.req.formData()).get("f"), await c.req.parseBody()]);
  });
  equal((await ask("POST /json", json({ a: 1 }))).body, '[1,{"a":1},"{\\"a\\":1}"]');
  const data = new FormData();
  data.set("f", "v");
  equal((await ask("PUT /form", { body: data })).body, '["v","v",{"f":"v"}]');
});

test("what is thrown is told by its status, and no more of it", async () => {
  const ask = app(() => {
    get("/422", () => error("nope", 422));
    get("/notice", () => notice("careful", 409));
    get("/issues", () => { throw Object.assign(new Error("bad"), { status: 400, issues: [1] }); });
    get("/600", () => error("odd", 600));
    get("/text", () => { throw "secret"; });
    get("/later", async () => { throw new Error("secret"); });
  });
  equal((await ask("GET /422")).body, '{"error":{"message":"nope"}}');
  equal((await ask("GET /notice")).body, '{"error":{"notice":"careful"}}');
  equal((await ask("GET /issues")).body, '{"error":{"message":"bad","issues":[1]}}');
  for (const path of ["/600", "/text", "/later"]) {
    const answer = await ask("GET " + path);
    equal([answer.status, answer.body], [500, '{"error":{"message":"Internal Server Error"}}']);
  }
});

test("onError answers every throw; its own ones are enveloped", async () => {
  const ask = app(() => {
    onError((thrown, c) => {
      if (thrown.message === "worse") throw new Error("secret");
      return c.json({ caught: thrown.message }, 418);
    });
    get("/x", () => { throw new Error("bad"); });
    get("/y", async () => { throw new Error("worse"); });
  });
  equal((await ask("GET /x")).body, '{"caught":"bad"}');
  equal((await ask("GET /y")).status, 500);
});

test("notFound answers what no route is for", async () => {
  const ask = app(() => notFound((c) => c.json({ lost: c.req.path }, 404)));
  const answer = await ask("GET /x/");
  equal([answer.status, answer.body], [404, '{"lost":"/x"}']);
});

test("a redirect cannot end its header's line", async () => {
  const ask = app(() => get("/x", (c) => c.redirect(c.req.query("to")!)));
  const answer = await ask("GET /x?to=/a%0d%0aSet-Cookie:%20evil=1");
  equal([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")], [302, "/a%0D%0ASet-Cookie:%20evil=1", null]);
});

test("a header cannot end its line", async () => {
  const ask = app(() => get("/x", (c) => {
    c.header("X-Name", c.req.query("name")!);
    return "x";
  }));
  const answer = await ask("GET /x?name=a%0d%0aSet-Cookie:%20evil=1");
  equal([answer.status, answer.headers.get("set-cookie")], [500, null]);
});

test("cache takes durations as people write them", async () => {
  const ask = app(() => get("/x", (c) => {
    const given = c.req.query("d")!;
    c.cache(given === "false" ? false : given);
    return "x";
  }));
  const of = async (d: string) => (await ask(`GET /x?d=${encodeURIComponent(d)}`)).headers.get("cache-control");
  equal(await of("10"), "public, max-age=10");
  equal(await of("2 hours"), "public, max-age=7200");
  equal(await of("1 month"), "public, max-age=2592000");
  equal(await of("forever"), "public, max-age=31536000, immutable");
  equal(await of("false"), "no-store");
  equal((await ask("GET /x?d=soon")).status, 500);
});

test("context without naming it: ctx, subrequest, mark, env", async () => {
  const ask = app(() => {
    get("/x", (c) => {
      c.token = "t";
      mark("here");
      return subrequest({ a: " 1 " }, (inner) => [read("a", "int"), inner.token, ctx() === c]);
    });
    get("/env", () => [env.RIP_APP_NAME !== undefined, "NO_SUCH_VARIABLE_HERE" in env]);
  });
  const answer = await ask("GET /x");
  equal(answer.body, '[1,"t",true]');
  equal(/^here;dur=\d+\.\d\d$/.test(answer.headers.get("server-timing")!), true);
  equal((await ask("GET /env")).body, "[true,false]");
  equal(ctx(), null);
});

test("interleaved requests keep their contexts over every kind of wait", async () => {
  const ask = app(() => get("/x/:id", async () => {
    await null;
    const first = read("id");
    await new Promise((done) => setTimeout(done, Number(first) % 3));
    const second = await Promise.all([0, 1].map(async () => (await Promise.resolve(), read("id"))));
    return [first, ...second, ctx()!.req.param("id")];
  }));
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`GET /x/${i}`)));
  answers.forEach(({ body }, i) => equal(body, JSON.stringify(Array(4).fill(String(i)))));
});

test("input refuses what does not fit, and describes itself", async () => {
  const schema = {
    safeAsync: async (data: any) => (data.name ? { ok: true, value: { name: data.name }, errors: null }
      : { ok: false, value: null, errors: [{ field: "name", error: "required", message: "name is required" }] }),
    toJSONSchema: () => ({ type: "object" }),
  };
  const ask = app(() => {
    openapi({ title: "Shop", version: "2" });
    post("/users/:id", { input: schema, summary: "Makes one" }, (c) => c.input);
  });
  equal((await ask("POST /users/1", json({ name: "a", more: 1 }))).body, '{"name":"a"}');
  const refused = await ask("POST /users/1", json({}));
  equal([refused.status, refused.body], [400, '{"error":{"message":"Validation failed","issues":[{"field":"name","error":"required","message":"name is required"}]}}']);
  equal((await ask("POST /users/1", { body: "{", headers: { "Content-Type": "application/json" } })).status, 400);
  const { openapi: version, info, paths } = JSON.parse((await ask("GET /openapi.json")).body);
  equal([version, info], ["3.1.0", { title: "Shop", version: "2" }]);
  const { post: operation } = paths["/users/{id}"];
  equal([operation.summary, operation.parameters[0].name, operation.requestBody.content["application/json"].schema], ["Makes one", "id", { type: "object" }]);
  equal(operation.responses["400"].description, "Validation failed");
});

test("the body's bytes are there whatever its type, and beside its text", async () => {
  const ask = app(() => {
    post("/bytes", async (c) => [...new Uint8Array(await c.req.arrayBuffer())]);
    post("/both", async (c) => [await c.req.text(), (await c.req.arrayBuffer()).byteLength, await c.req.text()]);
    post("/form", async (c) => [(await c.req.arrayBuffer()).byteLength, (await c.req.formData()).get("a")]);
  });
  const body = new Uint8Array([0xff, 0x61, 0xc3, 0xa9]);
  for (const type of ["text/plain", "application/octet-stream", ""]) {
    equal((await ask("POST /bytes", { body, headers: { "Content-Type": type } })).body, "[255,97,195,169]");
  }
  equal((await ask("POST /bytes", json({ a: "é" }))).body, JSON.stringify([...new TextEncoder().encode('{"a":"é"}')]));
  equal((await ask("POST /both", { body: "né", headers: { "Content-Type": "text/plain" } })).body, '["né",3,"né"]');
  equal((await ask("POST /form", form("a=1"))).body, '[3,"1"]');
});

test("a websocket is for who asks for one", async () => {
  const ask = app(() => get("/ws", (c) => c.upgrade()));
  const { status, headers } = await ask("GET /ws");
  equal([status, headers.get("upgrade")], [426, "websocket"]);
});

test("words that are not here say what to do instead", () => {
  throws(hub, /hub is not part of .*@upgrade/);
  throws(setCorsPreflightPolicy, /use cors/);
  throws(enableCorsPreflight, /use cors/);
});
