// needs crypto
import { Hono } from "hono";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";

const app = new Hono();
app.use(cors(), secureHeaders());
app.get("/hello/:name", etag(), (c) => c.json({ hello: c.req.param("name"), q: c.req.query("q") }));
app.get("/teapot", () => {
  throw new HTTPException(418, { message: "I am a teapot" });
});

export const value = async () => {
  const hello = await app.request("http://localhost/hello/you?q=1");
  const teapot = await app.request("http://localhost/teapot");
  return [hello.status, await hello.text(), hello.headers.get("access-control-allow-origin"), teapot.status].join(" ");
};
export const want = '200 {"hello":"you","q":"1"} * 418';
