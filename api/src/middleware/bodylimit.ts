// Refuses bodies that are larger than the app wants, before anything of them
// is kept. The server has a limit of its own (--max-body).
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface BodyLimitOptions {
  /** In bytes; 1 MiB by default. */
  maxSize?: number;
  message?: string;
}

export function bodyLimit({ maxSize = 1 << 20, message = "Request body too large" }: BodyLimitOptions = {}): Middleware {
  return async function (this: Context, request: Request, next) {
    const length = request.headers.get("content-length");
    const refuse = () => this.json({ error: { message } }, 413);
    if (length !== null) return Number(length) > maxSize ? refuse() : next();
    if (request.body === null) return next();
    const body = await upTo(request.body, maxSize);
    return body === undefined ? refuse() : next(new Request(request.url, { method: request.method, headers: request.headers, body }));
  };
}

// The bytes of a stream, or nothing when there are more of them.
async function upTo(stream: ReadableStream<Uint8Array>, most: number): Promise<Blob | undefined> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts as BlobPart[]);
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}
