// Declarations of @rip/api for editors: rip-server has the modules in itself.
// Written by `rip-server types`; write it anew after an update.

declare module "@rip/api" {
  export interface Incoming {
    readonly raw: Request;
    readonly method: string;
    readonly url: string;
    /** The path in its shortest form, still encoded. */
    readonly path: string;
    /** The host's name. */
    readonly site: string;
    /** A parameter of the path, "*" for what the star took, or all of them. */
    param(): Record<string, string>;
    param(name: string): string | undefined;
    query(): Record<string, string>;
    query(name: string): string | null;
    header(): Record<string, string>;
    header(name: string): string | null;
    json(): Promise<any>;
    text(): Promise<string>;
    arrayBuffer(): Promise<ArrayBuffer>;
    formData(): Promise<FormData>;
    parseBody(): Promise<any>;
  }

  export interface SendOptions {
    type?: string;
    /** The folder that the file must be in; the app's own by default. */
    root?: string;
    cache?: number | string | false;
  }

  export interface Context {
    req: Incoming;
    session: Session;
    /** What the input schema of the route made of the body. */
    input?: any;
    json(data: unknown, status?: number, headers?: Record<string, string>): Response;
    text(data: unknown, status?: number, headers?: Record<string, string>): Response;
    html(data: unknown, status?: number, headers?: Record<string, string>): Response;
    body(data: BodyInit | null, status?: number, headers?: Record<string, string>): Response;
    redirect(url: string | URL, status?: number): Response;
    send(path: string, options?: string | SendOptions): Response;
    /** Makes a websocket of the request, for the entry's export `websocket`. */
    upgrade(data?: unknown): Response;
    header(name: string): string | null;
    header(name: string, value: unknown, options?: { append?: boolean }): void;
    /** 90, "36m", "2 hours", "forever"; false is not at all. */
    cache(duration: number | string | false): void;
    mark(name: string): void;
    [own: string]: any;
  }

  export type Session = Record<string, any>;
  export type Handler = (this: Context, c: Context) => unknown;
  export type Next = (request?: Request) => Promise<Response>;
  export type Middleware = (this: Context, request: any, next: Next) => unknown;

  export interface Schema {
    safeAsync(data: unknown): Promise<{ ok: boolean; value: any; errors: { field: string; error: string; message: string }[] | null }>;
    toJSONSchema?(): Record<string, unknown>;
  }

  export interface RouteOptions {
    input?: Schema;
    summary?: string;
    [other: string]: unknown;
  }

  type Verb = {
    (path: string, ...handlers: Handler[]): void;
    (path: string, options: RouteOptions, ...handlers: Handler[]): void;
  };
  export const get: Verb;
  export const post: Verb;
  export const put: Verb;
  export const patch: Verb;
  export const del: Verb;
  export const all: Verb;

  export function use(...middleware: Middleware[]): void;
  export function use(path: string, ...middleware: Middleware[]): void;
  export function prefix(path: string, routes: () => unknown): void;
  export function before(filter: Handler): void;
  export function after(filter: (this: Context, c: Context, response: Response) => unknown): void;
  export function raw(filter: (request: Request) => unknown): void;
  export function onError(handler: (this: Context, thrown: any, c: Context) => unknown): void;
  export function notFound(handler: Handler): void;
  export function openapi(info: { title?: string; version?: string; [other: string]: unknown }): void;

  type Fetch = (request: Request, server?: { upgrade(request: Request, options?: { data?: unknown }): boolean }) => Response | Promise<Response>;
  export const fetch: Fetch;
  export function App(define: () => unknown): Fetch;
  export function resetGlobals(): void;
  export function start(options?: { port?: number; host?: string; silent?: boolean }): unknown;
  export function startHandler(): Fetch;
  export function withHelpers<A>(app: A): A;

  type Bounds = { min?: number; max?: number; start?: number; end?: number };
  type Type = string | RegExp | readonly (number | null)[] | readonly string[] | Bounds | null;
  export function read(name?: string | number | null, type?: Type, miss?: unknown): any;

  export type Validator = (value: any) => unknown;
  export const validators: Record<string, Validator>;
  export function registerValidator(name: string, validate: Validator, options?: { raw?: boolean }): void;
  export function getValidator(name: string): Validator | undefined;
  export function isRawType(name: string): boolean;
  export function validatorNames(): string[];
  export function check(name: string, value: unknown): unknown;

  export function error(message?: string, status?: number): never;
  export function notice(message?: string, status?: number): never;
  export function bail(): never;
  export function errorEnvelope(thrown: unknown): { error: Record<string, unknown> };

  export const session: Session;
  export const env: Record<string, string | undefined>;
  export const requestContext: { getStore(): { c: Context } | undefined; run<T>(scope: { c: Context }, fn: () => T): T };
  export function ctx(): Context | null;
  export function subrequest<T>(data: Record<string, unknown>, fn: (this: Context, c: Context) => T): T;
  export function mark(name: string): void;

  export function isBlank(value: unknown): boolean;
  export function toName(text: string, kind?: "name" | "address"): string;
  export function toPhone(text: string): string;
  export function formatMoney(cents: number): string;
  export function mimeType(path: string): string;

  /** @deprecated It throws: make websockets with c.upgrade(). */
  export function hub(...anything: unknown[]): never;
  /** @deprecated It throws: cors() answers preflights. */
  export function setCorsPreflightPolicy(...anything: unknown[]): never;
  /** @deprecated It throws: cors() answers preflights. */
  export function enableCorsPreflight(...anything: unknown[]): never;
}

declare module "@rip/api/middleware" {
  import type { Context, Middleware } from "@rip/api";

  export function cors(options?: {
    origin?: string | readonly string[] | ((origin: string) => boolean);
    methods?: string | readonly string[];
    headers?: string | readonly string[];
    exposeHeaders?: string | readonly string[];
    credentials?: boolean;
    maxAge?: number;
    preflight?: boolean;
  }): Middleware;
  export function logger(options?: {
    format?: "tiny" | "short" | "dev" | "full" | ((info: { method: string; path: string; status: number; ms: number; size: string; time: string }) => string);
    skip?: (c: Context) => boolean;
    stream?: { write(line: string): unknown };
  }): Middleware;
  export function compress(options?: { threshold?: number; encodings?: readonly ("gzip" | "deflate")[] }): Middleware;
  export function sessions(options: {
    secret: string | readonly string[];
    name?: string;
    maxAge?: number;
    encrypt?: boolean;
    secure?: boolean;
    httpOnly?: boolean;
    sameSite?: "Strict" | "Lax" | "None";
    path?: string;
    domain?: string;
  }): Middleware;
  export function csrf(options?: { origin?: string | readonly string[] }): Middleware;
  export function secureHeaders(options?: {
    frameOptions?: string;
    referrerPolicy?: string;
    contentSecurityPolicy?: string;
    hsts?: boolean;
    hstsMaxAge?: number;
  }): Middleware;
  export function timeout(options?: { ms?: number; status?: number; message?: string }): Middleware;
  export function bodyLimit(options?: { maxSize?: number; message?: string }): Middleware;
  export const htmlJson: Middleware & (() => Middleware);
  export function serve(options?: { dir?: string; app?: string; index?: string; cache?: number | string | false }): Middleware;
}

declare module "@rip-lang/server" {
  export * from "@rip/api";
}
declare module "@rip-lang/server/middleware" {
  export * from "@rip/api/middleware";
}
declare module "@rip-lang/api" {
  export * from "@rip/api";
}
declare module "@rip-lang/api/middleware" {
  export * from "@rip/api/middleware";
}
declare module "rip/sites" {
  export * from "@rip/api";
}
declare module "rip/sites/middleware" {
  export * from "@rip/api/middleware";
}
