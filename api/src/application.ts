// One app: its routes, filters and middleware, and how they answer a request.
import { answer, isPromise } from "./answer";
import { parse } from "./body";
import { link, runChain, type Link, type Middleware } from "./chain";
import { Context, type Upgrader } from "./context";
import { errorResponse, hasStatus } from "./failure";
import { checkInput, type Schema } from "./input";
import { patterns, type Pattern } from "./pattern";
import { Router } from "./router";
import { requestContext } from "./storage";

export type Handler = (this: Context, c: Context) => unknown;
export type ErrorHandler = (this: Context, thrown: any, c: Context) => unknown;

export interface RouteOptions {
  /** What the body must be; see schemas. */
  input?: Schema;
  /** For the OpenAPI document. */
  summary?: string;
  [other: string]: unknown;
}

export interface Route {
  method: string;
  pattern: Pattern;
  options: RouteOptions;
  handlers: Handler[];
}

export class Application {
  readonly router = new Router<Route>();
  readonly links: Link[] = [];
  readonly befores: Handler[] = [];
  readonly afters: ((this: Context, c: Context, response: Response) => unknown)[] = [];
  rawFilter?: (request: Request) => unknown;
  errorHandler?: ErrorHandler;
  notFoundHandler?: Handler;
  /** title, version and the rest of an OpenAPI document's info. */
  info: Record<string, unknown> = { title: "API", version: "1.0.0" };

  private base = "";

  /** Registers a route for each pattern that the path stands for. */
  route(method: string, path: string, ...rest: (RouteOptions | Handler)[]): void {
    const options = typeof rest[0] === "function" ? {} : (rest.shift() as RouteOptions | undefined) ?? {};
    if (rest.length === 0 || rest.some((handler) => typeof handler !== "function")) {
      throw new TypeError(`the route ${method} ${this.base}${path} needs a function that answers it`);
    }
    for (const pattern of patterns(this.base + path)) {
      this.router.add({ method, pattern, options, handlers: rest as Handler[] });
    }
  }

  use(path: string, middleware: Middleware): void {
    this.links.push(link(middleware, this.base + path));
  }

  /** Routes and middleware that fn registers begin with path. */
  prefix(path: string, fn: () => unknown): void {
    const before = this.base;
    this.base += path;
    try {
      fn();
    } finally {
      this.base = before;
    }
  }

  /** Answers a request. It throws nothing but what the server is to show; see
   * isShown. server makes websockets of requests: see Context.upgrade. */
  fetch = (request: Request, server?: Upgrader): Response | Promise<Response> => {
    const c = new Context(this, request, server);
    return requestContext.run({ c }, begin, c);
  };
}

// A function makes room for what closures in it use each time it is called, at
// least in the embedded engine: those that are for answers that wait are apart.
function begin(c: Context): Response | Promise<Response> {
  const { links } = c._app;
  let response: Response | Promise<Response>;
  if (links.length > 0) response = runChain(c, links, 0, routed);
  else {
    try {
      response = serve(c);
    } catch (thrown) {
      response = failed(c, thrown);
    }
  }
  return isPromise(response) ? endLater(c, response) : end(c, response);
}

function endLater(c: Context, response: Promise<Response>): Promise<Response> {
  return response.then((r) => end(c, r), (thrown) => failed(c, thrown).then((r) => end(c, r)));
}

function end(c: Context, response: Response): Response {
  const { _bug } = c;
  if (_bug !== undefined) {
    if (response === _bug.response) throw _bug.thrown;
    report(c, _bug.thrown); // a middleware has answered otherwise
  }
  return c.finish(response);
}

// What a handler throws is answered within the middleware, which may then see
// the answer; what middleware throws, around it.
function routed(c: Context): Response | Promise<Response> {
  try {
    const response = serve(c);
    return isPromise(response) ? orFailed(c, response) : response;
  } catch (thrown) {
    return failed(c, thrown);
  }
}

function orFailed(c: Context, response: Promise<Response>): Promise<Response> {
  return response.then(undefined, (thrown) => failed(c, thrown));
}

function serve(c: Context): Response | Promise<Response> {
  const { router, notFoundHandler, befores, afters, rawFilter } = c._app;
  const { method } = c._request;
  const route = router.find(method, c._path);
  if (route === undefined) {
    if (notFoundHandler === undefined) return new Response("Not Found", nowhere);
    const result = notFoundHandler.call(c, c);
    return isPromise(result) ? answerLater(c, result) : answer(c, result);
  }
  const { names } = route.pattern;
  if (names.length > 0) c.req.take(names, router.values);
  c.renewData();
  const hasBody = method === "POST" || method === "PUT" || method === "PATCH";
  if (hasBody || befores.length + afters.length > 0) return inSteps(c, route, hasBody ? rawFilter : undefined, hasBody);
  return handled(c, route.handlers, 0);
}

function answerLater(c: Context, result: PromiseLike<unknown>): Promise<Response> {
  return Promise.resolve(result).then((value) => answer(c, value));
}

const nowhere = new Response(null, { status: 404, headers: { "Content-Type": "text/plain; charset=UTF-8" } });

// A request with a body, or with filters: before, handler, after.
async function inSteps(c: Context, route: Route, raw: Application["rawFilter"], hasBody: boolean): Promise<Response> {
  if (hasBody) {
    if (raw !== undefined) await raw.call(c, c._request);
    const { data, wrong } = await parse(c.req.body);
    c._body = data;
    c.renewData();
    if (route.options.input !== undefined) {
      const refused = await checkInput(c, route.options.input, wrong);
      if (refused !== undefined) return refused;
    }
  }
  for (const filter of c._app.befores) {
    let result = filter.call(c, c);
    if (isPromise(result)) result = await result; // an await costs as much as most filters
    if (result instanceof Response) return result;
  }
  const made = handled(c, route.handlers, 0);
  let response = isPromise(made) ? await made : made;
  c._response = response;
  for (const filter of c._app.afters) {
    let result = filter.call(c, c, response);
    if (isPromise(result)) result = await result;
    if (result instanceof Response) c._response = response = result;
  }
  return response;
}

// Of several handlers each but the last may leave the answer to the next.
function handled(c: Context, handlers: Handler[], i: number): Response | Promise<Response> {
  const result = handlers[i]!.call(c, c);
  const last = i === handlers.length - 1;
  if (isPromise(result)) return last ? answerLater(c, result) : handledLater(c, handlers, i, result);
  return result === undefined && !last ? handled(c, handlers, i + 1) : answer(c, result);
}

function handledLater(c: Context, handlers: Handler[], i: number, result: PromiseLike<unknown>): Promise<Response> {
  return Promise.resolve(result).then((value) => (value === undefined ? handled(c, handlers, i + 1) : answer(c, value)));
}

async function failed(c: Context, thrown: unknown): Promise<Response> {
  const { errorHandler } = c._app;
  c.uncache();
  if (errorHandler !== undefined) {
    try {
      return answer(c, await errorHandler.call(c, thrown, c));
    } catch (another) {
      thrown = another;
    }
  }
  const response = errorResponse(thrown);
  if (isShown(thrown)) c._bug = { thrown, response };
  else if (response.status >= 500) report(c, thrown);
  return response;
}

// A mistake in the app, while it is developed under rip-server: that has a page
// for it, with its place in the source, and a line in the log.
function isShown(thrown: unknown): boolean {
  const env = globalThis.process?.env;
  return env?.RIP_ENV === "dev" && env.RIP_WORKER_ID !== undefined && !hasStatus(thrown);
}

function report(c: Context, thrown: unknown): void {
  console.error(`${c.req.method} ${c.req.path}:`, thrown);
}
