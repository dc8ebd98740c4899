import { signedOut } from "./session.ts";
import type { App, Checked, Deploy, LogLine, Metrics, NewToken, Session, Settings, Stats, Token } from "./messages.ts";

/** ApiError is an answer that is none. Its message is for people; status 0 means
 * that the server could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The member of the request that is wrong, or "". */
    readonly field = "",
  ) {
    super(message);
  }
}

/** Calls the API. Every call that may change something declares JSON, which no
 * foreign page can do without asking: the server relies upon it. */
async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const init: RequestInit = { method, headers: { accept: "application/json", ...headers }, cache: "no-store" };
  if (method !== "GET") {
    init.headers = { ...init.headers, "content-type": "application/json" };
    init.body = JSON.stringify(body ?? {});
  }
  const response = await fetch("/api" + path, init).catch(() => {
    throw new ApiError(0, "The platform does not answer.");
  });
  const text = await response.text();
  if (response.status === 401 && path !== "/login") signedOut.value = true;
  if (!response.ok) throw refusal(response, text);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** The API's errors are {"error": "…"}; whatever stands before it may say HTML. */
function refusal(response: Response, text: string): ApiError {
  try {
    const parsed = JSON.parse(text) as { error?: unknown; field?: string };
    if (typeof parsed.error === "string") return new ApiError(response.status, parsed.error, parsed.field);
  } catch {
    // Not JSON: the status has to do.
  }
  return new ApiError(response.status, `The server answered ${response.status} ${response.statusText}`.trimEnd() + ".");
}

const at = (name: string, verb = "") => "/apps/" + encodeURIComponent(name) + verb;

export const api = {
  apps: () => call<App[]>("GET", "/apps"),
  stats: () => call<Stats>("GET", "/stats"),
  metrics: (name: string, window: string) => call<Metrics>("GET", at(name, "/metrics?window=" + window)),
  logs: (name: string, tail: number) => call<LogLine[]>("GET", at(name, `/logs?follow=0&tail=${tail}`)),
  check: (directory: string) => call<Checked>("POST", "/check", { directory }),
  deploy: (app: Deploy) => call<App>("POST", "/apps", app),
  undeploy: (name: string) => call<void>("DELETE", at(name)),
  start: (name: string) => call<void>("POST", at(name, "/start")),
  stop: (name: string) => call<void>("POST", at(name, "/stop")),
  restart: (name: string) => call<void>("POST", at(name, "/restart")),
  scale: (name: string, workers: number) => call<void>("POST", at(name, "/scale"), { workers }),
  rollback: (name: string, version: number) => call<void>("POST", at(name, "/rollback"), { version }),
  /** Changes settings, unless someone else has changed the app since revision (412). */
  patch: (name: string, changes: Settings, revision: number) =>
    call<App>("PATCH", at(name), changes, { "if-match": `"${revision}"` }),
  tokens: () => call<Token[]>("GET", "/tokens"),
  /** Makes a token; expires as Go writes a span, "" is never. */
  createToken: (name: string, scope: string, expires: string) => call<NewToken>("POST", "/tokens", { name, scope, expires }),
  revokeToken: (id: string) => call<void>("DELETE", "/tokens/" + encodeURIComponent(id)),
  session: () => call<Session>("GET", "/login"),
  signOut: () => call<void>("DELETE", "/login"),
  signIn: (token: string) => call<Session>("POST", "/login", { token }),
};

/** The address of an app's log as an event stream: `tail` lines, then what comes. */
export function logsAddress(name: string, tail: number): string {
  return `/api${at(name)}/logs?tail=${tail}`;
}
