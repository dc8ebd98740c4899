// Files as responses (RFC 9110, sections 13 and 14): validators, conditional
// requests and ranges. Nothing outside of the root is ever sent.
import { realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { Context } from "./context";
import { cacheControl } from "./duration";
import { mimeType } from "./mime";
import { rangeOf, unsatisfiable } from "./range";

export { mimeType };

export interface SendOptions {
  /** The content type, if not that of the extension. */
  type?: string;
  /** The folder that the file must be in; the app's own by default. Paths are relative to it. */
  root?: string;
  /** For how long it may be kept; as for c.cache, which says it otherwise. */
  cache?: number | string | false;
}

/** The response with a file. One that is not there, is no file, or lies outside
 * of the root, through links as well, is 404. */
export function send(c: Context, path: string, { type, root = ".", cache }: SendOptions = {}): Response {
  const file = find(path, root);
  const etag = `W/"${file.size.toString(16)}-${Math.trunc(file.mtimeMs).toString(16)}"`;
  const headers: Record<string, string> = {
    ETag: etag,
    "Last-Modified": file.mtime.toUTCString(),
    "Cache-Control": cache === undefined ? (c.header("Cache-Control") ?? "no-cache") : cacheControl(cache),
  };
  if (isCurrent(c, etag, file.mtimeMs)) return new Response(null, { status: 304, headers });
  headers["Content-Type"] = type ?? mimeType(file.path);
  headers["Accept-Ranges"] = "bytes";
  const range = isSame(c, file.mtimeMs) ? rangeOf(c.req.header("range"), file.size) : undefined;
  if (range === undefined) return new Response(Bun.file(file.path), { headers });
  if (range === unsatisfiable) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${file.size}` } });
  }
  headers["Content-Range"] = `bytes ${range.first}-${range.last}/${file.size}`;
  return new Response(Bun.file(file.path).slice(range.first, range.last + 1), { status: 206, headers });
}

interface Found {
  path: string;
  size: number;
  mtimeMs: number;
  mtime: Date;
}

function find(path: string, root: string): Found {
  try {
    if (path.includes("\0")) throw new Error("no path has a zero byte");
    const base = realpathSync(resolve(root));
    const real = realpathSync(resolve(base, path));
    if (!real.startsWith(base.endsWith(sep) ? base : base + sep)) throw new Error(`${real} is not in ${base}`);
    const stat = statSync(real);
    if (!stat.isFile()) throw new Error(`${real} is no file`);
    return { path: real, size: stat.size, mtimeMs: stat.mtimeMs, mtime: stat.mtime };
  } catch (cause) {
    throw Object.assign(new Error("Not Found", { cause }), { status: 404 });
  }
}

// If-None-Match comes before If-Modified-Since, whose clock has only seconds.
function isCurrent(c: Context, etag: string, mtimeMs: number): boolean {
  const known = c.req.header("if-none-match");
  if (known !== null) return known.trim() === "*" || known.split(",").some((tag) => weak(tag) === weak(etag));
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return since >= Math.trunc(mtimeMs / 1000) * 1000;
}

// A range of another version is of no use. Our ETags are weak, so If-Range
// (section 13.1.5) can only be met by the date.
function isSame(c: Context, mtimeMs: number): boolean {
  const condition = c.req.header("if-range");
  return condition === null || Date.parse(condition) === Math.trunc(mtimeMs / 1000) * 1000;
}

function weak(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}
