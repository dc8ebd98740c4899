// The app contract: what the entry module may export, and the handler and
// websocket handlers that come of it. The embedded runtime keeps the same one:
// runtime/contracttest tries both.
import type { Server, WebSocketHandler } from "bun";

export type Answer = Response | undefined;
export type Handler = (request: Request, server: Server<unknown>, context?: unknown) => Answer | Promise<Answer>;

export interface App {
  handle: Handler;
  websocket?: Partial<WebSocketHandler<unknown>>;
}

// What the app gave to Bun.serve while it was loaded.
let served: any;
let loading = false;
// Where @rip/api leaves the app whose routes an entry registers.
const registered = Symbol.for("rip.app");

/** Evaluates the app's entry and finds the handler in it. */
export async function load(specifier: string, entry: string): Promise<App> {
  served = undefined;
  delete (globalThis as any)[registered];
  loading = true;
  try {
    return adopt(await import(specifier), entry);
  } finally {
    loading = false;
  }
}

/** Makes an app of the entry's exports; throws an error that names what is
 * there and what is expected when there is no handler among them. */
function adopt(exports: Record<string, any>, entry: string): App {
  const main = exports.default;
  const websocket = main?.websocket ?? exports.websocket;
  if (typeof main?.fetch === "function") {
    // Called on its object: class instances (Hono, Elysia) need their this.
    return { handle: (request, server, context) => main.fetch(request, server, context), websocket };
  }
  if (typeof main === "function") return { handle: main, websocket };
  if (typeof exports.fetch === "function") return { handle: exports.fetch as Handler, websocket };
  const methods = Object.keys(exports).filter((name) => allMethods.has(name) && typeof exports[name] === "function");
  if (methods.length > 0) return { handle: byMethod(exports, methods), websocket };
  const app = served ?? (globalThis as any)[registered];
  if (app) {
    return { handle: (request, server, context) => app.fetch(request, server, context), websocket: websocket ?? app.websocket };
  }
  throw new Error(
    `${entry} exports no handler: found ${describe(exports)}. Export a function (Request) => Response as default, ` +
      `or an object with fetch(Request), such as a Hono app, or register routes with @rip/api.`,
  );
}

function describe(exports: Record<string, any>): string {
  const names = Object.keys(exports).map((name) => `${name} (${typeof exports[name]})`);
  return names.length === 0 ? "no exports at all" : names.join(", ");
}

const allMethods = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

// export const GET = …: GET answers HEAD, too; a method that has none is 405.
function byMethod(exports: Record<string, any>, methods: string[]): Handler {
  const allow = [...methods].sort();
  if (methods.includes("GET") && !methods.includes("HEAD")) allow.push("HEAD");
  return (request, server, context) => {
    const name = request.method === "HEAD" && !exports.HEAD ? "GET" : request.method;
    if (methods.includes(name)) return exports[name](request, server, context);
    return new Response("Method Not Allowed\n", { status: 405, headers: { Allow: allow.join(", ") } });
  };
}

/** Has Bun.serve note the handler instead of opening a port in every worker, so
 * that an app that was written for bun alone starts unchanged. */
export function captureServe(): void {
  Bun.serve = ((options: any) => {
    if (!loading || served) {
      throw new Error(
        "The app calls Bun.serve a second time, or in a handler, but rip-server does the serving: " +
          "export the handler instead (export default { fetch, websocket }).",
      );
    }
    if (typeof options?.fetch !== "function") {
      throw new TypeError("Bun.serve needs an object with fetch(request) under rip-server; it has no routes of its own");
    }
    served = options;
    const { hostname = "localhost", port = 3000 } = options;
    return { ...options, hostname, port, url: new URL(`http://${hostname}:${port}/`), stop() {}, reload() {}, ref() {}, unref() {} };
  }) as typeof Bun.serve;
}
