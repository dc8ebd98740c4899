// A balancer in Bun, as the specification v0.2 describes it: Bun.serve on TCP,
// fetch over each worker's Unix socket with keep-alive, one request in flight
// per worker, a queue bounded in number and time, workers that join through a
// control socket. The benchmark measures rip-server against it.
import { serveControl } from "./control";
import { Forwarder } from "./forward";
import { Pool } from "./pool";
import { readSettings } from "./settings";

const settings = readSettings(process.env);
const pool = new Pool(settings);
const started = Date.now();
const forwarder = new Forwarder(pool, settings);

function status(): Response {
  const healthy = pool.size > 0;
  return Response.json(
    { status: healthy ? "healthy" : "degraded", app: settings.app, workers: pool.size, uptime: (Date.now() - started) / 1000 },
    { status: healthy ? 200 : 503 },
  );
}

serveControl(pool, settings);
Bun.serve({
  hostname: "127.0.0.1",
  port: settings.port,
  development: false,
  idleTimeout: 10,
  maxRequestBodySize: 128 * 1024 * 1024,
  routes: { "/status": status },
  fetch: forwarder.handle,
});
