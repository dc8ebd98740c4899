import { z } from "zod";

const User = z.object({ name: z.string().min(2), age: z.coerce.number().int(), mail: z.email().optional() });

export const value = () => {
  const bad = User.safeParse({ name: "x", age: "y", mail: "z" });
  return JSON.stringify(User.parse({ name: "you", age: "7" })) + bad.error!.issues.map((i) => i.path).join() +
    JSON.stringify(z.toJSONSchema(z.array(z.string())));
};
export const want = '{"name":"you","age":7}name,age,mail{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"array","items":{"type":"string"}}';
