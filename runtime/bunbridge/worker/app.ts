// Evaluates an app's entry and finds the handler in it: adopt.ts says which.
import { adopt, type App } from "./adopt";

// What the app gave to Bun.serve while it was loaded.
let served: any;
let loading = false;
// Where @rip/api leaves the app whose routes an entry registers.
const registered = Symbol.for("rip.app");

/** The app that a module specifier leads to; messages call it entry. */
export async function load(specifier: string, entry: string): Promise<App> {
  served = undefined;
  delete (globalThis as any)[registered];
  loading = true;
  try {
    const exports = await import(specifier);
    return adopt(exports, entry, served ?? (globalThis as any)[registered]);
  } finally {
    loading = false;
  }
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
