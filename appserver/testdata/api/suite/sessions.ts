import { bail, get, session, use } from "@rip/api";
import { sessions } from "@rip/api/middleware";
import { app, equal, test, throws, type Ask } from "./harness";

const withSessions = (options: any): Ask => app(() => {
  use(sessions(options));
  get("/add", () => {
    session.n = (session.n ?? 0) + 1;
    return session.n;
  });
  get("/see", () => ({ ...session }));
  get("/clear", () => { delete session.n; return "cleared"; });
  get("/bail", () => bail());
});

const cookieOf = (answer: { headers: Headers }) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const sending = (cookie: string) => ({ headers: { Cookie: `other=1; ${cookie}; more=2` } });

for (const encrypt of [false, true]) {
  const kind = encrypt ? "encrypted" : "signed";

  test(`${kind} sessions are kept, and written only when changed`, async () => {
    const ask = withSessions({ secret: "s", encrypt });
    const first = await ask("GET /add");
    const cookie = cookieOf(first);
    equal(/; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/.test(first.headers.get("set-cookie")!), true);
    equal(cookie.startsWith(encrypt ? "session=e1." : "session=s1."), true);
    equal((await ask("GET /see", sending(cookie))).headers.get("set-cookie"), null);
    equal((await ask("GET /add", sending(cookie))).body, "2");
    equal((await ask("GET /see")).body, "{}");
  });

  test(`${kind} sessions that were changed in any letter are none`, async () => {
    const ask = withSessions({ secret: "s", encrypt });
    const cookie = cookieOf(await ask("GET /add"));
    const from = cookie.indexOf("=") + 1;
    for (let i = from; i < cookie.length - 1; i += 9) { // the last letter's low bits may mean nothing
      const changed = cookie.slice(0, i) + (cookie[i] === "A" ? "B" : "A") + cookie.slice(i + 1);
      equal([changed, (await ask("GET /see", sending(changed))).body], [changed, "{}"]);
    }
    for (const bad of ["", "s1.", "s1..", "s1.e30.", "e1.", "e1.AAAA", "x", "s1.e30.AAAA.x", "%"]) {
      equal((await ask("GET /see", sending("session=" + bad))).body, "{}");
    }
  });

  test(`${kind} sessions end when their time is over, whatever the client keeps`, async () => {
    const cookie = cookieOf(await withSessions({ secret: "s", encrypt, maxAge: -1 })("GET /add"));
    equal((await withSessions({ secret: "s", encrypt })("GET /see", sending(cookie))).body, "{}");
  });

  test(`${kind} sessions of an old secret are believed while it is named, and sealed with the new one`, async () => {
    const old = cookieOf(await withSessions({ secret: "old", encrypt })("GET /add"));
    const both = withSessions({ secret: ["new", "old"], encrypt });
    equal((await both("GET /see", sending(old))).body, '{"n":1}');
    const fresh = cookieOf(await both("GET /add", sending(old)));
    equal((await withSessions({ secret: "new", encrypt })("GET /see", sending(fresh))).body, '{"n":2}');
    equal((await withSessions({ secret: "new", encrypt })("GET /see", sending(old))).body, "{}");
  });
}

test("a cookie is of no use under another name, nor a signed one as encrypted", async () => {
  const cookie = cookieOf(await withSessions({ secret: "s" })("GET /add"));
  const value = cookie.slice(cookie.indexOf("=") + 1);
  equal((await withSessions({ secret: "s", name: "admin" })("GET /see", sending("admin=" + value))).body, "{}");
  equal((await withSessions({ secret: "s", encrypt: true })("GET /see", sending(cookie))).body, "{}");
});

test("nobody reads an encrypted session", async () => {
  const ask = app(() => {
    use(sessions({ secret: "s", encrypt: true }));
    get("/x", () => void (session.word = "confidential"));
  });
  const value = cookieOf(await ask("GET /x")).slice("session=e1.".length);
  equal(atob(value.replaceAll("-", "+").replaceAll("_", "/")).includes("confidential"), false);
});

test("an emptied session's cookie is taken back, as by bail", async () => {
  const ask = withSessions({ secret: "s" });
  const cookie = cookieOf(await ask("GET /add"));
  for (const path of ["/clear", "/bail"]) {
    equal((await ask("GET " + path, sending(cookie))).headers.get("set-cookie")!.startsWith("session=; Path=/; Max-Age=0"), true);
  }
  equal((await ask("GET /bail", sending(cookie))).status, 401);
});

test("a session that no browser would keep is an error, not a loss", async () => {
  const ask = app(() => {
    use(sessions({ secret: "s" }));
    get("/x", () => void (session.much = "x".repeat(5000)));
  });
  equal((await ask("GET /x")).status, 500);
});

test("without a secret there are no sessions; without the middleware they last a request", async () => {
  throws(() => sessions({} as any), /secret/);
  throws(() => sessions({ secret: "" }), /secret/);
  throws(() => sessions({ secret: "s", name: "a b" }), /name/);
  throws(() => session.n, /outside of a request/);
  const ask = app(() => get("/x", () => { session.n = 1; return session.n; }));
  equal([(await ask("GET /x")).body, (await ask("GET /x")).headers.get("set-cookie")], ["1", null]);
});
