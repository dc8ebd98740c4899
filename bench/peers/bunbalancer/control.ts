// The control socket: workers say that they come and go.
import type { Pool } from "./pool";
import type { Settings } from "./settings";

export function serveControl(pool: Pool, settings: Settings): void {
  Bun.serve({
    unix: settings.control,
    development: false,
    async fetch(request) {
      if (request.method !== "POST" || new URL(request.url).pathname !== "/worker") {
        return Response.json({ ok: false, error: "POST /worker only" }, { status: 404 });
      }
      const message = (await request.json()) as { op: string; app: string; workerId: string; socket: string };
      if (message.app !== settings.app) return Response.json({ ok: false, error: "another app" }, { status: 400 });
      if (message.op === "join") pool.join(message.workerId, message.socket);
      else pool.drop(message.workerId);
      return Response.json({ ok: true });
    },
  });
}
