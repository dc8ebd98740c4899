// Cross-origin requests: which origins may read the answers.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface CorsOptions {
  /** "*" (the default), an origin, several, or a function that says whether one may. */
  origin?: string | readonly string[] | ((origin: string) => boolean);
  methods?: string | readonly string[];
  /** Headers that requests may have; by default those that the browser asks for. */
  headers?: string | readonly string[];
  exposeHeaders?: string | readonly string[];
  credentials?: boolean;
  /** For how many seconds a browser need not ask again. */
  maxAge?: number;
  /** Preflights are always answered; kept for Rip 3 apps. */
  preflight?: boolean;
}

export function cors(options: CorsOptions = {}): Middleware {
  const { origin = "*", methods = "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS", headers, exposeHeaders, credentials = false, maxAge = 86400 } = options;
  if (credentials && origin === "*") {
    throw new TypeError("cors: with credentials every site could act as the user; name the origins that may");
  }
  const allowed = (asking: string): string | undefined => {
    if (origin === "*") return "*";
    if (typeof origin === "function") return origin(asking) ? asking : undefined;
    return (typeof origin === "string" ? [origin] : origin).includes(asking) ? asking : undefined;
  };
  return async function (this: Context, request: Request, next) {
    const asking = request.headers.get("origin");
    if (origin !== "*") this.header("Vary", "Origin", { append: true });
    const answer = asking === null ? undefined : allowed(asking);
    if (answer === undefined) return next();
    this.header("Access-Control-Allow-Origin", answer);
    if (credentials) this.header("Access-Control-Allow-Credentials", "true");
    if (exposeHeaders !== undefined) this.header("Access-Control-Expose-Headers", list(exposeHeaders));
    const isPreflight = request.method === "OPTIONS" && request.headers.has("access-control-request-method");
    if (!isPreflight) return next();
    this.header("Access-Control-Allow-Methods", list(methods));
    const wanted = headers === undefined ? request.headers.get("access-control-request-headers") : list(headers);
    if (wanted !== null) this.header("Access-Control-Allow-Headers", wanted);
    this.header("Access-Control-Max-Age", maxAge);
    return this.body(null, 204);
  };
}

function list(value: string | readonly string[]): string {
  return typeof value === "string" ? value : value.join(",");
}
