// `input: Schema` of a route: the body is made to fit before the handler runs.
import type { Context } from "./context";

/** A schema of Rip, or what has its two methods. */
export interface Schema {
  safeAsync(data: unknown): Promise<{ ok: boolean; value: any; errors: { field: string; error: string; message: string }[] | null }>;
  toJSONSchema?(): Record<string, unknown>;
}

/** Puts the cleaned body into c.input, or returns the answer that refuses it. */
export async function checkInput(c: Context, schema: Schema, malformed: boolean): Promise<Response | undefined> {
  if (malformed) return c.json({ error: { message: "Invalid JSON" } }, 400);
  const { ok, value, errors } = await schema.safeAsync(c._body);
  if (ok) {
    c.input = value;
    return undefined;
  }
  return c.json({ error: { message: "Validation failed", issues: errors } }, 400);
}
