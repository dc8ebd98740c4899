import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { z } from "zod";

const app = new Hono();
app.post("/", zValidator("json", z.object({ name: z.string() })), (c) => c.text(c.req.valid("json").name));

const post = (body: unknown) =>
  app.request("/", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const value = async () => {
  const good = await post({ name: "you" });
  const bad = await post({ name: 1 });
  return `${good.status} ${await good.text()} ${bad.status}`;
};
export const want = "200 you 400";
