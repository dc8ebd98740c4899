import { get, use } from "@rip/api";
import { serve } from "@rip/api/middleware";
import { app, equal, test } from "./harness";

const files = () => app(() => {
  get("/f/*", (c) => c.send(c.req.param("*")!, { root: "files" }));
  get("/typed", (c) => c.send("files/hello.txt", "text/x-own"));
  get("/cached", (c) => {
    c.cache("1 day");
    return c.send("files/hello.txt");
  });
});

test("a file has its type, its length and what it is known by", async () => {
  const { status, body, headers } = await files()("GET /f/hello.txt");
  equal([status, body, headers.get("content-type"), headers.get("cache-control"), headers.get("accept-ranges")], [200, "hello, file\n", "text/plain; charset=UTF-8", "no-cache", "bytes"]);
  equal([/^W\/"[0-9a-f]+-[0-9a-f]+"$/.test(headers.get("etag")!), Date.parse(headers.get("last-modified")!) > 0], [true, true]);
  equal((await files()("GET /typed")).headers.get("content-type"), "text/x-own");
  equal((await files()("GET /cached")).headers.get("cache-control"), "public, max-age=86400");
});

test("who has it gets 304", async () => {
  const ask = files();
  const { headers } = await ask("GET /f/hello.txt");
  const etag = headers.get("etag")!;
  const status = async (fields: Record<string, string>) => (await ask("GET /f/hello.txt", { headers: fields })).status;
  equal(await status({ "If-None-Match": etag }), 304);
  equal(await status({ "If-None-Match": `"x", ${etag.slice(2)}` }), 304);
  equal(await status({ "If-None-Match": "*" }), 304);
  equal(await status({ "If-None-Match": '"x"', "If-Modified-Since": headers.get("last-modified")! }), 200);
  equal(await status({ "If-Modified-Since": headers.get("last-modified")! }), 304);
  equal(await status({ "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT" }), 200);
  equal((await ask("GET /f/hello.txt", { headers: { "If-None-Match": etag } })).body, "");
});

test("ranges", async () => {
  const ask = files();
  const range = async (text: string, more = {}) => {
    const { status, body, headers } = await ask("GET /f/hello.txt", { headers: { Range: text, ...more } });
    return [status, body, headers.get("content-range")];
  };
  equal(await range("bytes=0-4"), [206, "hello", "bytes 0-4/12"]);
  equal(await range("bytes=7-"), [206, "file\n", "bytes 7-11/12"]);
  equal(await range("bytes=-5"), [206, "file\n", "bytes 7-11/12"]);
  equal(await range("bytes=0-999"), [206, "hello, file\n", "bytes 0-11/12"]);
  equal(await range("bytes=12-"), [416, "", "bytes */12"]);
  equal(await range("bytes=-0"), [416, "", "bytes */12"]);
  for (const whole of ["bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b"]) equal(await range(whole), [200, "hello, file\n", null]);
  equal((await range("bytes=0-4", { "If-Range": '"old"' }))[0], 200);
});

test("nothing outside of the root is sent, by whatever path", async () => {
  const ask = files();
  for (const path of ["..%2fharness.ts", "%2e%2e%2fharness.ts", "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "hello.txt%00.png", "..%5charness.ts", ".", "", "none.txt", "link.txt"]) {
    const answer = await ask("GET /f/" + path);
    equal([path, answer.status], [path, 404]);
  }
  equal((await app(() => get("/x", (c) => c.send("/etc/passwd")))("GET /x")).status, 404);
});

test("serve answers with files where there are any, and leaves the rest", async () => {
  const ask = app(() => {
    use(serve({ dir: "files", app: "/static", cache: "1 hour" }));
    get("/static/dynamic", () => "dynamic");
  });
  const hello = await ask("GET /static/hello.txt");
  equal([hello.body, hello.headers.get("cache-control")], ["hello, file\n", "public, max-age=3600"]);
  equal((await ask("GET /static/")).body, "<p>index</p>\n");
  equal((await ask("GET /static/dynamic")).body, "dynamic");
  for (const path of ["/static/.hidden", "/static/..%2fharness.ts", "/hello.txt", "/statichello.txt", "/static/link.txt"]) equal([path, (await ask("GET " + path)).status], [path, 404]);
  equal((await ask("POST /static/hello.txt")).status, 404);
});
