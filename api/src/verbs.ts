// The words of an app file. They speak of the app that the file is; App makes
// further ones.
import { Application, type ErrorHandler, type Handler, type RouteOptions } from "./application";
import type { Middleware } from "./chain";
import type { Upgrader } from "./context";
import { serveOpenAPI } from "./openapi";

let app = new Application();

type Verb = (path: string, ...rest: (RouteOptions | Handler)[]) => void;

// Whoever runs the app finds it here when its entry exports no handler. It is
// told only when there is something to serve: a module that uses read() alone
// is no app.
function registering(): Application {
  (globalThis as any)[Symbol.for("rip.app")] = app;
  return app;
}

const verb = (method: string): Verb => (path, ...rest) => {
  const to = registering();
  if (typeof rest[0] === "object" && rest[0]?.input !== undefined) serveOpenAPI(to);
  to.route(method, path, ...rest);
};

export const get = verb("GET");
export const post = verb("POST");
export const put = verb("PUT");
export const patch = verb("PATCH");
export const del = verb("DELETE");
/** A route for every method. */
export const all = verb("ALL");

/** Puts middleware around the routes: use(mw), or use('/api', mw) for a subtree. */
export function use(path: string | Middleware, ...middleware: Middleware[]): void {
  if (typeof path === "function") {
    middleware.unshift(path);
    path = "";
  }
  for (const one of middleware) registering().use(path, one);
}

/** What fn registers begins with path. */
export function prefix(path: string, fn: () => unknown): void {
  app.prefix(path, fn);
}

/** Runs before each handler; a Response that it returns is the answer. */
export function before(filter: Handler): void {
  app.befores.push(filter);
}

/** Runs after each handler, with the context and its response. */
export function after(filter: (this: any, c: any, response: Response) => unknown): void {
  app.afters.push(filter);
}

/** Sees the request of POST, PUT and PATCH before its body is read. */
export function raw(filter: (request: Request) => unknown): void {
  app.rawFilter = filter;
}

/** Answers what handlers and middleware throw. */
export function onError(handler: ErrorHandler): void {
  app.errorHandler = handler;
}

/** Answers what no route is for. */
export function notFound(handler: Handler): void {
  registering().notFoundHandler = handler;
}

/** Sets the title, version and description of /openapi.json. */
export function openapi(info: Record<string, unknown>): void {
  Object.assign(app.info, info);
  serveOpenAPI(registering());
}

/** Answers a request with the app: for tests, and `export default { fetch }`. */
export function fetch(request: Request, server?: Upgrader): Response | Promise<Response> {
  return app.fetch(request, server);
}

/** Forgets all that was registered. */
export function resetGlobals(): void {
  app = new Application();
}

/** Makes an app of what fn registers, and returns its fetch. From then on the
 * words here speak of that one. */
export function App(fn: () => unknown): typeof fetch {
  resetGlobals();
  registering();
  fn();
  return app.fetch;
}
