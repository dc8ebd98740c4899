// An answer in time, if only one that says that there is none.
import type { Context } from "../context";
import type { Middleware } from "../chain";

export interface TimeoutOptions {
  ms?: number;
  status?: number;
  message?: string;
}

/** The handler is not stopped: nothing can stop JavaScript from outside. Its
 * answer is dropped. rip-server's own --read-timeout-ms replaces the worker. */
export function timeout({ ms = 4000, status = 408, message = "Request Timeout" }: TimeoutOptions = {}): Middleware {
  return async function (this: Context, _request, next) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Response>((resolve) => {
      timer = setTimeout(() => resolve(this.json({ error: { message } }, status)), ms);
    });
    try {
      return await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
