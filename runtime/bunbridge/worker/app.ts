// The app contract: what the entry module may export, and the handler and
// websocket handlers that come of it.
import type { Server, WebSocketHandler } from "bun";

export type Answer = Response | undefined;
export type Handler = (request: Request, server: Server<unknown>) => Answer | Promise<Answer>;

export interface App {
  handle: Handler;
  websocket?: Partial<WebSocketHandler<unknown>>;
}

/** Makes an app of the entry's exports; throws an error that names what is
 * there and what is expected when there is no handler among them. */
export function adopt(exports: Record<string, any>, entry: string): App {
  const main = exports.default;
  const websocket = main?.websocket ?? exports.websocket;
  if (typeof main?.fetch === "function") {
    // Called on its object: class instances (Hono, Elysia) need their this.
    return { handle: (request, server) => main.fetch(request, server), websocket };
  }
  if (typeof main === "function") return { handle: main, websocket };
  if (typeof exports.fetch === "function") return { handle: exports.fetch as Handler, websocket };
  throw new Error(
    `${entry} exports no handler: found ${describe(exports)}. Export a function (Request) => Response as default, ` +
      `or an object with fetch(Request), such as a Hono app.`,
  );
}

function describe(exports: Record<string, any>): string {
  const names = Object.keys(exports).map((name) => `${name} (${typeof exports[name]})`);
  return names.length === 0 ? "no exports at all" : names.join(", ");
}

/** An app that calls Bun.serve would open a port of its own in every worker. */
export function forbidServe(): void {
  Bun.serve = () => {
    throw new Error(
      "The app calls Bun.serve, but rip-server does the serving: " +
        "export the handler instead (export default { fetch, websocket }).",
    );
  };
}
