// Compressed answers, for clients that take them.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface CompressOptions {
  /** Bytes below which it is not worth it; where the length is not known it is. */
  threshold?: number;
  /** In the order of preference. */
  encodings?: readonly ("gzip" | "deflate")[];
}

const worthIt = /^(text\/(?!event-stream)|application\/(json|javascript|xml|wasm|manifest\+json|[\w.-]+\+(json|xml))|image\/svg)/i;

export function compress({ threshold = 1024, encodings = ["gzip", "deflate"] }: CompressOptions = {}): Middleware {
  return async function (this: Context, request: Request, next) {
    const response = await next();
    const { headers, body, status } = response;
    if (body === null || status === 206 || headers.has("content-encoding") || headers.has("content-range")) return response;
    if (!worthIt.test(headers.get("content-type") ?? "") || /no-transform/i.test(headers.get("cache-control") ?? "")) return response;
    this.header("Vary", "Accept-Encoding", { append: true });
    const encoding = encodings.find((one) => accepts(request.headers.get("accept-encoding") ?? "", one));
    if (encoding === undefined || request.method === "HEAD") return response;
    const length = Number(headers.get("content-length") ?? NaN);
    if (length < threshold) return response;
    const all = new Headers(headers);
    all.set("Content-Encoding", encoding);
    all.delete("Content-Length");
    if (all.get("etag")?.startsWith('"')) all.set("ETag", "W/" + all.get("etag")); // no longer the same bytes
    return new Response(body.pipeThrough(new CompressionStream(encoding)), { status, statusText: response.statusText, headers: all });
  };
}

// RFC 9110, section 12.5.3: q=0 is a refusal.
function accepts(header: string, encoding: string): boolean {
  return header.split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return (name === encoding || name === "*") && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });
}
