import { z } from "zod";

const Address = z.object({ street: z.string().min(3), zip: z.string().regex(/^\d{5}$/u, "five digits") });
const User = z.strictObject({
  name: z.string().trim().min(2).max(20),
  age: z.coerce.number().int().positive(),
  mail: z.email().optional(),
  born: z.iso.date().optional(),
  site: z.url().optional(),
  id: z.uuid().optional(),
  role: z.enum(["admin", "user"]).default("user"),
  tags: z.array(z.string()).max(3).default([]),
  address: Address.optional(),
  shape: z.discriminatedUnion("kind", [z.object({ kind: z.literal("circle"), r: z.number() }), z.object({ kind: z.literal("square"), a: z.number() })]).optional(),
  extra: z.record(z.string(), z.union([z.number(), z.boolean()])).optional(),
}).refine((u) => u.role !== "admin" || u.age >= 18, { message: "too young", path: ["role"] });
const Upper = z.string().transform((s) => s.toUpperCase()).pipe(z.string().startsWith("A"));
const Taken = z.string().refine(async (s) => { await null; return s !== "taken" }, "is taken");
interface Tree { name: string; children: Tree[] }
const Tree: z.ZodType<Tree> = z.object({ name: z.string(), get children() { return z.array(Tree) } });

const schemas: Record<string, z.ZodType> = { user: User, upper: Upper, taken: Taken, tree: Tree, date: z.coerce.date(), bigint: z.coerce.bigint().transform(String) };

export default {
  async fetch(request: Request) {
    const name = new URL(request.url).pathname.split("/")[2];
    if (name === "schema") return Response.json(z.toJSONSchema(User));
    const result = await schemas[name].safeParseAsync(await request.json());
    if (result.success) return Response.json(result.data);
    return Response.json({ issues: result.error.issues, tree: z.treeifyError(result.error), text: z.prettifyError(result.error) }, { status: 422 });
  },
};
