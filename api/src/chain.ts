// Middleware: functions around the routes, outermost first. Each gets the
// request and `next`, which answers with the response of what is further in.
import { isPromise } from "./answer";
import type { Context } from "./context";
import { normal } from "./path";
import { patterns } from "./pattern";

/** next may be given another request in place of the first. */
export type Next = (request?: Request) => Promise<Response>;

/** Rip 4: (request, next) -> Response. Rip 3: (c, next), where the response is c._response. */
export type Middleware = (this: Context, request: any, next: Next) => unknown;

export interface Link {
  run: Middleware;
  /** Paths that it is for; undefined is all. */
  covers?: (path: string) => boolean;
  /** It is called with the context in place of the request. */
  koa: boolean;
}

export function link(run: Middleware, path: string): Link {
  if (typeof run !== "function") throw new TypeError(`use needs a function, not a ${typeof run}`);
  return { run, covers: coverage(path), koa: /^(c|ctx|context)\d*$/.test(firstParameter(run)) };
}

/** Runs links from the i-th on, and the routes within them. */
export async function runChain(c: Context, links: readonly Link[], i: number, inner: (c: Context) => Response | Promise<Response>): Promise<Response> {
  while (i < links.length && links[i]!.covers?.(c._path) === false) i++;
  const own = links[i];
  if (own === undefined) {
    const response = inner(c);
    return (c._response = isPromise(response) ? await response : response); // an await costs as much as most handlers
  }
  let within: Promise<Response> | undefined;
  const next: Next = (request) => {
    if (within !== undefined) return Promise.reject(new Error("a middleware called next() twice"));
    if (request instanceof Request && request !== c._request) c.replaceRequest(request);
    return (within = runChain(c, links, i + 1, inner));
  };
  let result = own.run.call(c, own.koa ? c : c._request, next);
  if (isPromise(result)) result = await result;
  if (result instanceof Response) return (c._response = result);
  if (result !== undefined && result !== null && !own.koa) {
    throw new TypeError(`a middleware returned a ${typeof result}; it must return a Response, that of next() for example`);
  }
  // Without an answer of its own it lets the request pass.
  const response = await (within ?? next());
  return own.koa ? (c._response ?? response) : response;
}

// The subtree of a path: '/api' covers /api and /api/x, not /apix.
function coverage(path: string): Link["covers"] {
  const base = normal(path);
  if (base === "/" || base === "/*" || base === "*") return undefined;
  if (!/[:*{]/.test(base)) return (given) => given === base || given.startsWith(base + "/");
  const sources = patterns(base).map(({ regex, segments, star }) => {
    if (regex !== undefined) return regex.source.slice(1, -1);
    const parts = segments.map((part) => (typeof part === "string" ? part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : "[^/]+"));
    return "/" + parts.join("/") + (star ? "/.*" : "");
  });
  const regex = new RegExp(`^(?:${sources.join("|")})(?:/|$)`);
  return (given) => regex.test(given);
}

function firstParameter(fn: Function): string {
  return /^(?:async\b)?\s*(?:function\b\s*[\w$]*)?\s*\(?\s*([\w$]*)/.exec(Function.prototype.toString.call(fn))?.[1] ?? "";
}
