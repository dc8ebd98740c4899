// Sessions that live in a cookie: signed, or encrypted as well. The server
// keeps nothing, and believes no cookie that is not its own or has expired.
import type { Context } from "../context";
import type { Middleware } from "../chain";
import type { Session } from "../session";
import { Sealer } from "../seal";

export interface SessionsOptions {
  /** What cookies are signed with. Of several the first signs, and all are
   * believed: put a new one in front, and take the old one out a maxAge later. */
  secret: string | readonly string[];
  /** The cookie's name: "session" by default. */
  name?: string;
  /** Seconds until a session ends, counted from its last change; a day by default. */
  maxAge?: number;
  /** Clients cannot read it, either. */
  encrypt?: boolean;
  /** Only over HTTPS. By default when the request came so. */
  secure?: boolean;
  httpOnly?: boolean;
  sameSite?: "Strict" | "Lax" | "None";
  path?: string;
  domain?: string;
}

// RFC 6265, section 6.1: browsers keep at least this much, and drop more in silence.
const largest = 4096;

export function sessions(options: SessionsOptions): Middleware {
  const { name = "session", maxAge = 86400 } = options ?? {};
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new TypeError(`sessions: not a cookie's name: ${JSON.stringify(name)}`);
  const sealer = new Sealer(secretsOf(options?.secret), name, options.encrypt ?? false);
  return async function (this: Context, request: Request, next) {
    const cookie = cookieOf(request.headers.get("cookie") ?? "", name);
    this.session = cookie === undefined ? {} : ((await sealer.open(cookie)) ?? {});
    const before = JSON.stringify(this.session);
    const response = await next();
    const after = JSON.stringify(this.session);
    if (after === before) return response;
    const value = after === "{}" ? "" : await sealer.seal(this.session as Session, Date.now() + maxAge * 1000);
    const line = setCookie(name, value, value === "" ? 0 : maxAge, options, request);
    if (line.length > largest) {
      throw new Error(`the session takes ${line.length} bytes as a cookie, of which browsers keep ${largest}: keep in it what names the data, and the data elsewhere`);
    }
    this.header("Set-Cookie", line, { append: true });
    return response;
  };
}

function secretsOf(secret: SessionsOptions["secret"] | undefined): string[] {
  const secrets = typeof secret === "string" ? [secret] : [...(secret ?? [])];
  if (secrets.length === 0 || secrets.some((one) => typeof one !== "string" || one === "")) {
    throw new TypeError("sessions needs a secret that nobody knows: use sessions secret: env.SESSION_SECRET");
  }
  return secrets;
}

function cookieOf(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim().replace(/^"(.*)"$/, "$1");
  }
  return undefined;
}

function setCookie(name: string, value: string, maxAge: number, options: SessionsOptions, request: Request): string {
  const parts = [`${name}=${value}`, `Path=${options.path ?? "/"}`, `Max-Age=${maxAge}`];
  if (options.domain !== undefined) parts.push(`Domain=${options.domain}`);
  if (options.httpOnly ?? true) parts.push("HttpOnly");
  if (options.secure ?? request.headers.get("x-forwarded-proto") === "https") parts.push("Secure");
  parts.push(`SameSite=${options.sameSite ?? "Lax"}`);
  return parts.join("; ");
}
