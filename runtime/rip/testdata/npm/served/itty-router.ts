import { AutoRouter, cors, error, json, StatusError, withParams } from "itty-router";

const { preflight, corsify } = cors({ origin: "https://shop.example", allowMethods: ["GET", "POST"] });
const withUser = (request: any) => { request.user = request.headers.get("X-User") ?? undefined; };
const router = AutoRouter({ base: "/itty-router", before: [preflight, withUser], finally: [corsify] });

router
  .get("/hello/:name", ({ name, query }) => ({ hello: name, ...query }))
  .get("/files/:path+", ({ path }) => path)
  .get("/me", ({ user }) => user ?? error(401, "who?"))
  .post("/sum", async (request) => json({ sum: (await request.json()).reduce((a: number, b: number) => a + b, 0) }, { status: 201 }))
  .get("/late", async () => { await new Promise((done) => setTimeout(done, 1)); return ["late"] })
  .get("/throws", () => { throw new StatusError(409, { reason: "taken" }) })
  .all("/params/:a/:b?", withParams, ({ a, b, method }) => ({ a, b, method }));

export default { fetch: (request: Request) => router.fetch(request) };
