// The older style: a Hono app, with read(), session and the verbs as globals.
import { answer } from "./answer";
import { Application, type Handler } from "./application";
import { Body, parse } from "./body";
import { Context } from "./context";
import { requestContext } from "./storage";

/** What is needed of a Hono app. */
interface Hono {
  use(path: string, middleware: (c: any, next: () => Promise<void>) => unknown): unknown;
  on(method: string, path: string, handler: (c: any) => unknown): unknown;
  all(path: string, handler: (c: any) => unknown): unknown;
}

const verbs = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", del: "DELETE" };

/** Makes read() and session work in a Hono app's handlers, and get, post, put,
 * patch, del and all global words that add routes to it: their handlers are
 * called with Hono's context as `this` and first argument, and may return what
 * those of @rip/api may. Returns the app. To be called before routes are added. */
export function withHelpers<A extends Hono>(app: A): A {
  const nobody = new Application();
  app.use("*", async (c, next) => {
    const own = new Context(nobody, c.req.raw);
    // A copy: the app's own c.req.json() reads the original.
    if (/^(POST|PUT|PATCH)$/.test(c.req.method)) own._body = (await parse(new Body(c.req.raw.clone()))).data;
    const scope = {
      c: own,
      get data() {
        return { ...own.data(), ...c.req.param() }; // Hono's are those of the handler that runs
      },
    };
    await requestContext.run(scope, next);
  });
  const words = globalThis as Record<string, any>;
  for (const [word, method] of Object.entries(verbs)) {
    words[word] = (path: string, handler: Handler) => void app.on(method, path, smart(handler));
  }
  words.all = (path: string, handler: Handler) => void app.all(path, smart(handler));
  return app;
}

function smart(handler: Handler): (c: any) => Promise<Response> {
  return async (c) => answer(requestContext.getStore()!.c, await handler.call(c, c));
}
