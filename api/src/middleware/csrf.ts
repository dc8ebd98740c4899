// Refuses requests that another site's page makes in the name of its visitor.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface CsrfOptions {
  /** Further origins whose pages may. */
  origin?: string | readonly string[];
}

/** Every browser of the last years says where a request comes from: by
 * Sec-Fetch-Site, or at least by Origin. A client that says neither is no
 * browser, and has no visitor to deceive. */
export function csrf({ origin = [] }: CsrfOptions = {}): Middleware {
  const trusted = typeof origin === "string" ? [origin] : origin;
  return async function (this: Context, request: Request, next) {
    if (/^(GET|HEAD|OPTIONS)$/.test(request.method) || isOwn(request, trusted)) return next();
    return this.json({ error: { message: "Cross-origin request refused" } }, 403);
  };
}

function isOwn(request: Request, trusted: readonly string[]): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (origin !== null && trusted.includes(origin)) return true;
  if (site !== null) return site === "same-origin" || site === "none";
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === (request.headers.get("host") ?? new URL(request.url).host);
}
