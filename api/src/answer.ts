// What a handler returns, as a response.
import type { Context } from "./context";

/** A Response as it is, text (HTML when it begins with <), numbers and booleans
 * as text, objects as JSON, and nothing as 204. */
export function answer(c: Context, value: unknown): Response {
  if (value instanceof Response) return value;
  switch (typeof value) {
    case "string":
      return /^\s*</.test(value) ? c.html(value) : c.text(value);
    case "object":
      return value === null ? c.body(null, 204) : c.json(value);
    case "undefined":
      return c.body(null, 204);
    case "number":
    case "boolean":
    case "bigint":
      return c.text(value);
  }
  throw new TypeError(`a handler returned a ${typeof value}, which is no answer`);
}

/** Whether to wait for a value. */
export function isPromise(value: unknown): value is PromiseLike<any> {
  return typeof value === "object" && value !== null && typeof (value as any).then === "function";
}
