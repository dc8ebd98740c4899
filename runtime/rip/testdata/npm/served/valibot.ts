import * as v from "valibot";

const User = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(2, "too short")),
  mail: v.optional(v.pipe(v.string(), v.email())),
  age: v.pipe(v.unknown(), v.transform(Number), v.number(), v.integer(), v.minValue(0)),
  when: v.optional(v.pipe(v.string(), v.isoDate())),
  words: v.optional(v.pipe(v.string(), v.words("en", 2))),
  role: v.fallback(v.picklist(["admin", "user"]), "user"),
  shape: v.optional(v.variant("kind", [v.object({ kind: v.literal("a"), n: v.number() }), v.object({ kind: v.literal("b") })])),
});
const Free = v.pipeAsync(v.string(), v.checkAsync(async (s) => { await null; return s !== "taken" }, "is taken"));

export default {
  async fetch(request: Request) {
    const schema = new URL(request.url).pathname === "/valibot/free" ? Free : User;
    const result = await v.safeParseAsync(schema as typeof User, await request.json());
    return result.success ? Response.json(result.output) : Response.json({ issues: v.flatten(result.issues), first: result.issues[0].message }, { status: 422 });
  },
};
