// start(): a port of its own for an app that is run alone.
import { fetch } from "./verbs";

export interface StartOptions {
  port?: number;
  host?: string;
  silent?: boolean;
}

/** The app's handler. */
export function startHandler(): typeof fetch {
  return fetch;
}

/** Opens a port (3000) on host (localhost). Under rip-server, which does the
 * serving, it does nothing but return the handler. */
export function start({ port = 3000, host = "localhost", silent = false }: StartOptions = {}): unknown {
  const env = globalThis.process?.env ?? {};
  if (typeof Bun === "undefined" || env.RIP_WORKER_ID !== undefined) return fetch;
  const server = Bun.serve({ hostname: host, port, fetch });
  if (!silent) console.log(`listening on ${server.url}`);
  return server;
}
