// What a handler returns, as a response.
import type { Context } from "./context";

/** A Response as it is, text (HTML when it begins with <), numbers and booleans
 * as text, objects as JSON, and nothing as 204. */
export function answer(c: Context, value: unknown): Response {
  switch (typeof value) {
    case "string":
      return markup.test(value) ? c.html(value) : c.text(value);
    case "object":
      if (value === null) return c.body(null, 204);
      return value instanceof Response ? value : c.json(value);
    case "undefined":
      return c.body(null, 204);
    case "number":
    case "boolean":
    case "bigint":
      return c.text(value);
  }
  throw new TypeError(`a handler returned a ${typeof value}, which is no answer`);
}

// Made once: the embedded engine makes a new one wherever it stands in code.
const markup = /^\s*</;

/** Whether to wait for a value. */
export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && typeof (value as any).then === "function";
}
