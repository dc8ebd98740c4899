// Headers that take from browsers what most apps do not need.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface SecureHeadersOptions {
  frameOptions?: string;
  referrerPolicy?: string;
  contentSecurityPolicy?: string;
  /** Only for sites that are always reached by HTTPS. */
  hsts?: boolean;
  /** In seconds; a year by default. */
  hstsMaxAge?: number;
}

export function secureHeaders(options: SecureHeadersOptions = {}): Middleware {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", options.frameOptions ?? "DENY"],
    ["Referrer-Policy", options.referrerPolicy ?? "strict-origin-when-cross-origin"],
    ["X-XSS-Protection", "0"], // the filters that it steered were themselves a hole
  ];
  if (options.contentSecurityPolicy !== undefined) headers.push(["Content-Security-Policy", options.contentSecurityPolicy]);
  if (options.hsts) headers.push(["Strict-Transport-Security", `max-age=${options.hstsMaxAge ?? 31536000}; includeSubDomains`]);
  return function (this: Context, _request, next) {
    for (const [name, value] of headers) this.header(name, value);
    return next();
  };
}
