// The app contract: what an entry module may export, and the handler that comes
// of it. Both runtimes load this file, so that an app is the same to both.

/** A handler gets the request, the server (Bun's, and Workers' env) and Workers'
 * context, and returns a Response or what stands for one, or a promise of it. */
export type Handler = (request: Request, server?: any, context?: unknown) => any;

export interface App {
  handle: Handler;
  /** Handlers of websockets, as Bun has them. */
  websocket?: any;
}

/** Makes an app of an entry's exports. served is what the entry left elsewhere
 * while it was evaluated: it has called Bun.serve, or registered routes. Throws
 * an error that names what is there and what is expected. */
export function adopt(exports: Record<string, any>, entry: string, served?: { fetch: Handler; websocket?: any }): App {
  const main = exports.default;
  const websocket = main?.websocket ?? exports.websocket;
  // Called on its object: class instances (Hono) need their this, and some
  // (Elysia) replace their fetch when it is first called.
  if (typeof main?.fetch === "function") return { handle: onObject(main), websocket };
  if (typeof main === "function") return { handle: main, websocket };
  if (typeof exports.fetch === "function") return { handle: exports.fetch, websocket };
  const methods = allMethods.filter((name) => typeof exports[name] === "function");
  if (methods.length > 0) return { handle: byMethod(exports, methods), websocket };
  if (served) return { handle: onObject(served), websocket: websocket ?? served.websocket };
  throw new Error(
    `${entry} exports no handler: found ${describe(exports)}. Export a function (Request) => Response as default, ` +
      `or an object with fetch(Request), such as a Hono app, or register routes with @rip/api`,
  );
}

function onObject(object: { fetch: Handler }): Handler {
  return (request, server, context) => object.fetch(request, server, context);
}

function describe(exports: Record<string, any>): string {
  const names = Object.keys(exports).map((name) => `${name} (${typeof exports[name]})`);
  return names.length === 0 ? "no exports at all" : names.join(", ");
}

const allMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

// export const GET = …: GET answers HEAD, too; a method that has none is 405.
function byMethod(exports: Record<string, any>, methods: string[]): Handler {
  const allow = methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
  return (request, server, context) => {
    const name = request.method === "HEAD" && !exports.HEAD ? "GET" : request.method;
    if (methods.includes(name)) return exports[name](request, server, context);
    return new Response("Method Not Allowed\n", { status: 405, headers: { Allow: allow.join(", ") } });
  };
}
