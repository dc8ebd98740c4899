// One request's way to a worker and back.
import type { Pool, Worker } from "./pool";
import type { Settings } from "./settings";

// Larger responses are passed on while they come.
const buffered = 1 << 20;
const internal = ["rip-worker-busy", "rip-worker-draining", "rip-worker-id"];
const hopByHop = ["connection", "keep-alive", "transfer-encoding", "content-length"];

export class Forwarder {
  constructor(private pool: Pool, private settings: Settings) {}

  /** The handler for Bun.serve. */
  handle = async (request: Request): Promise<Response> => {
    // A retry needs the body a second time, hence whole; one request at a time
    // per worker wants that anyway, for a slow client would hold the worker.
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const acquired = this.pool.acquire();
    const worker = acquired instanceof Promise ? await acquired : acquired;
    if (typeof worker === "string") return refusal(worker);
    return this.attempt(request, body, worker, true);
  };

  private async attempt(request: Request, body: ArrayBuffer | undefined, worker: Worker, mayRetry: boolean): Promise<Response> {
    let response: Response;
    try {
      response = await this.ask(request, body, worker);
      if (!(response.status === 503 && response.headers.has("rip-worker-busy"))) return await this.deliver(response, worker);
      this.pool.release(worker);
    } catch (error) {
      this.pool.drop(worker.id);
      if ((error as Error).name === "TimeoutError") return new Response("worker too slow\n", { status: 504 });
      if (!mayRetry) return new Response("worker failed\n", { status: 502 });
    }
    if (!mayRetry) return new Response("all workers are busy\n", { status: 503 });
    const next = await this.pool.acquire();
    return typeof next === "string" ? refusal(next) : this.attempt(request, body, next, false);
  }

  private ask(request: Request, body: ArrayBuffer | undefined, worker: Worker): Promise<Response> {
    const url = request.url;
    return fetch("http://worker" + url.slice(url.indexOf("/", 8)), {
      unix: worker.socket,
      method: request.method,
      headers: request.headers,
      body,
      redirect: "manual",
      decompress: false,
      keepalive: true,
      signal: AbortSignal.timeout(this.settings.readTimeoutMs),
    });
  }

  /** Takes a response off its worker and releases that. */
  private async deliver(response: Response, worker: Worker): Promise<Response> {
    const { status, headers } = response;
    for (const name of internal) headers.delete(name);
    const length = headers.get("content-length");
    for (const name of hopByHop) headers.delete(name);
    if (response.body === null || (length !== null && Number(length) <= buffered)) {
      const bytes = await response.arrayBuffer();
      this.pool.release(worker);
      return new Response(bytes, { status, headers });
    }
    const release = () => this.pool.release(worker);
    return new Response(response.body.pipeThrough(new TransformStream({ flush: release })), { status, headers });
  }
}

function refusal(why: "full" | "timeout"): Response {
  if (why === "full") return new Response("queue full\n", { status: 503, headers: { "Retry-After": "1" } });
  return new Response("waited too long for a worker\n", { status: 504 });
}
