// The context of one request: `@` in handlers, filters and middleware. Apps may
// keep values of their own in it.
import type { Application } from "./application";
import { cacheControl } from "./duration";
import { Incoming } from "./incoming";
import { natives } from "./natives";
import { pathOf } from "./path";
import { send, type SendOptions } from "./send";
import type { Session } from "./session";

type Fields = Record<string, string>;

// What a response is made like. A response has its headers already: they need not
// be looked at again, as those of an object must.
const typed = (type: string) => new Response(null, { headers: { "Content-Type": type } });
const json = typed("application/json");
const text = typed("text/plain; charset=UTF-8");
const html = typed("text/html; charset=UTF-8");

const now = natives.now ?? (() => performance.now());

/** Of the server that an app gets with each request: Bun's. */
export interface Upgrader {
  upgrade(request: Request, options?: { data?: unknown }): boolean;
}

export class Context {
  [own: string]: any;

  /** What the input schema of the route made of the body. */
  input?: any;
  /** The values of the request's session; see the middleware sessions. */
  declare session: Session;

  /** The response as far as there is one: for Koa-style middleware. */
  _response?: Response;
  /** What the body gave to read(). */
  _body?: Record<string, unknown>;
  _session?: Session;
  /** What was thrown, and the answer that tells nothing of it: while that is
   * the answer, the server is to be thrown it. */
  _bug?: { thrown: unknown; response: Response };
  private _data?: Record<string, unknown>;
  private _headers?: Headers;
  private _marks?: string[];
  private _began = now();
  private _req?: Incoming;
  /** The request's, as Incoming has it. */
  _path: string;

  constructor(readonly _app: Application, public _request: Request, private _server?: Upgrader) {
    this._path = pathOf(_request.url);
  }

  /** What may be asked of the request; many handlers never do. */
  get req(): Incoming {
    return (this._req ??= new Incoming(this._request, this._path));
  }

  /** A response with data as JSON. */
  json(data: unknown, status = 200, headers?: Fields): Response {
    return this.respond(JSON.stringify(data) ?? "null", json, status, headers);
  }

  text(data: unknown, status = 200, headers?: Fields): Response {
    return this.respond(String(data), text, status, headers);
  }

  html(data: unknown, status = 200, headers?: Fields): Response {
    return this.respond(String(data), html, status, headers);
  }

  /** A response with any body that a Response takes, and no type but the one given. */
  body(data: BodyInit | null, status = 200, headers?: Fields): Response {
    return this.respond(data, undefined, status, headers);
  }

  /** Sends the client elsewhere. What a URL may not contain, such as a line's end, is encoded. */
  redirect(url: string | URL, status = 302): Response {
    const location = String(url).toWellFormed().replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
    return this.respond(null, undefined, status, { Location: location });
  }

  /** A file of the app; see send.ts. The type is that of its extension unless given. */
  send(path: string, options?: string | SendOptions): Response {
    return send(this, path, typeof options === "string" ? { type: options } : options);
  }

  /** Makes a websocket of the request, which the functions of the entry's export
   * `websocket` serve: open, message, close. data is the socket's. Who does not
   * ask for a websocket gets 426. */
  upgrade(data?: unknown): Response {
    if (this._server?.upgrade(this._request, { data })) return new Response(null); // nobody gets it
    return this.text("This is a websocket: connect with new WebSocket\n", 426, { Upgrade: "websocket", Connection: "Upgrade" });
  }

  /** Sets a header of the response, or reads one that was set. */
  header(name: string): string | null;
  header(name: string, value: unknown, options?: { append?: boolean }): void;
  header(name: string, value?: unknown, options?: { append?: boolean }): string | null | void {
    if (value === undefined || value === null) return this._headers?.get(name) ?? null;
    this._headers ??= new Headers();
    if (options?.append) this._headers.append(name, String(value));
    else this._headers.set(name, String(value));
  }

  /** Lets caches keep the response: 90, "36m", "2 hours", "forever"; false for not at all. */
  cache(duration: number | string | false): void {
    this.header("Cache-Control", cacheControl(duration));
  }

  /** Notes how long the request has taken so far, for its Server-Timing header. */
  mark(name: string): void {
    if (!/^[\w-]+$/.test(name)) throw new TypeError(`a mark is a word: ${JSON.stringify(name)}`);
    (this._marks ??= []).push(`${name};dur=${(now() - this._began).toFixed(2)}`);
  }

  /** What read() reads: the body, the query and the path; the later wins. */
  data(): Record<string, unknown> {
    if (this._data !== undefined) return this._data;
    const { req } = this;
    const params = req.param();
    if (this._body === undefined && !req.hasQuery) return (this._data = params);
    return (this._data = { ...this._body, ...req.query(), ...params });
  }

  /** The request that middleware put in the place of the first one. */
  replaceRequest(request: Request): void {
    this._request = request;
    this._path = pathOf(request.url);
    this._req = undefined;
    this.renewData();
  }

  /** read() is to look again: there is a route now, or a body. */
  renewData(): void {
    if (this._data !== undefined) this._data = undefined;
  }

  /** Takes back what was said of caching: errors are not to be kept. */
  uncache(): void {
    this._headers?.delete("Cache-Control");
  }

  /** Gives a response the headers that were set here, unless it has its own. */
  finish(response: Response): Response {
    if (this._marks !== undefined) this.header("Server-Timing", this._marks.join(", "));
    if (this._headers !== undefined) response = withHeaders(response, this._headers);
    // A server takes the body out itself, and knows its length then.
    if (this._server !== undefined || this._request.method !== "HEAD" || response.body === null) return response;
    response.body.cancel().catch(() => {}); // nobody reads it
    return new Response(null, response);
  }

  // Most responses need no headers of their own, so no object is made for them.
  private respond(body: BodyInit | null, type: typeof json | undefined, status: number, headers?: Fields): Response {
    if (headers === undefined && status === 200 && type !== undefined) return new Response(body, type);
    const own = type === undefined ? this.header("Content-Type") : type.headers.get("Content-Type"); // not that of a Blob
    return new Response(body, { status, headers: own === null ? headers : { "Content-Type": own, ...named(headers) } });
  }
}

// An app may write content-type: it replaces ours, and is not beside it.
function named(headers: Fields | undefined): Fields {
  const all: Fields = {};
  for (const name of Object.keys(headers ?? {})) all[/^content-type$/i.test(name) ? "Content-Type" : name] = headers![name]!;
  return all;
}

// On the prototype, so that it shows as one property and costs nothing until used.
Object.defineProperty(Context.prototype, "session", {
  configurable: true,
  get(this: Context) {
    return (this._session ??= {});
  },
  set(this: Context, session: Session) {
    this._session = session;
  },
});

function withHeaders(response: Response, headers: Headers): Response {
  const { body, status, statusText } = response;
  try {
    addMissing(response.headers, headers);
    return response;
  } catch {
    // Those of fetch() and Response.redirect() cannot be changed.
    const all = new Headers(response.headers);
    addMissing(all, headers);
    return new Response(body, { status, statusText, headers: all });
  }
}

function addMissing(to: Headers, headers: Headers): void {
  headers.forEach((value, name) => {
    if (name === "set-cookie") to.append(name, value);
    else if (!to.has(name)) to.set(name, value);
  });
}
