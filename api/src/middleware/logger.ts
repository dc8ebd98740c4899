// A line for each request. Under rip-server the access log has it already.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface Logged {
  method: string;
  path: string;
  status: number;
  ms: number;
  size: string;
  time: string;
}

export interface LoggerOptions {
  format?: "tiny" | "short" | "dev" | "full" | ((info: Logged) => string);
  /** Requests that get no line. */
  skip?: (c: Context) => boolean;
  stream?: { write(line: string): unknown };
}

const formats = {
  tiny: ({ method, path, status, ms }: Logged) => `${method} ${path} ${status} - ${ms}ms`,
  short: (i: Logged) => `${i.method} ${i.path} ${i.status} ${i.size} - ${i.ms}ms`,
  dev: ({ method, path, status, ms }: Logged) => `${method} ${path} \x1b[${colour(status)}m${status}\x1b[0m - ${ms}ms`,
  full: (i: Logged) => `[${i.time}] ${formats.short(i)}`,
};

export function logger({ format = "dev", skip, stream }: LoggerOptions = {}): Middleware {
  const line = typeof format === "function" ? format : formats[format];
  if (line === undefined) throw new TypeError(`logger: there is no format ${JSON.stringify(format)}: tiny, short, dev, full, or a function`);
  return async function (this: Context, _request, next) {
    if (skip?.(this)) return next();
    const began = performance.now();
    const response = await next();
    const info: Logged = {
      method: this.req.method,
      path: this.req.path,
      status: response.status,
      ms: Math.round((performance.now() - began) * 10) / 10,
      size: response.headers.get("content-length") ?? "-",
      time: new Date().toISOString(),
    };
    if (stream === undefined) console.log(line(info));
    else stream.write(line(info) + "\n");
    return response;
  };
}

// Green, cyan, yellow, red.
function colour(status: number): number {
  return status >= 500 ? 31 : status >= 400 ? 33 : status >= 300 ? 36 : 32;
}
