// The request that a piece of code works for. It goes along with whatever the
// handler starts, so that read() and session are right in detached work, too.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Context } from "./context";

/** One request: its context, and what read() reads. */
export interface Scope {
  c: Context;
  /** In place of the request's own data, within subrequest(). */
  data?: Record<string, unknown>;
}

export const requestContext = new AsyncLocalStorage<Scope>();

/** The scope of the running request; who needs one and has none hears about it. */
export function scope(who: string): Scope {
  const found = requestContext.getStore();
  if (found === undefined) throw new Error(`${who} was called outside of a request`);
  return found;
}

/** The context of the running request, or null outside of one. */
export function ctx(): Context | null {
  return requestContext.getStore()?.c ?? null;
}

/** Calls fn, as a handler of the same request, with other data to read(). */
export function subrequest<T>(data: Record<string, unknown>, fn: (this: Context, c: Context) => T): T {
  const { c } = scope("subrequest()");
  return requestContext.run({ c, data }, () => fn.call(c, c));
}

/** Notes how long the request has taken so far, under a name, for its Server-Timing header. */
export function mark(name: string): void {
  scope("mark()").c.mark(name);
}

/** Environment variables: env.HOME is process.env.HOME. */
export const env: Record<string, string | undefined> = new Proxy({}, {
  get: (_, name) => (typeof name === "string" ? globalThis.process?.env[name] : undefined),
  has: (_, name) => typeof name === "string" && globalThis.process?.env[name] !== undefined,
});
