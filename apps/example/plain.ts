// The example app once more: a fetch handler in plain TypeScript, without any
// API or package. It uses web-standard APIs only, so that it runs the same on
// every runtime; benchmarks measure servers with it.
//
//   rip-server ./apps/example/plain.ts
import { form } from "./form";
import { echo, upgrade } from "./echo";
import { hello, headers, notFound, upload, worker } from "./json";
import { page } from "./page";
import { clock, download, stream } from "./streams";
import { crash, sleepSync, slow, throws } from "./trouble";
import type { Handler, Server } from "./handler";

const routes: Record<string, Handler> = {
  "/": page,
  "/api/hello": hello,
  "/clock": clock,
  "/crash": crash,
  "/download": download,
  "/form": form,
  "/headers": headers,
  "/sleep-sync": sleepSync,
  "/slow": slow,
  "/stream": stream,
  "/throw": throws,
  "/upload": upload,
  "/worker": worker,
  "/ws": upgrade,
};

function fetch(request: Request, server?: Server) {
  const path = pathOf(request.url);
  // Health checks and load tests come here: answer before anything else.
  if (path === "/ping") return new Response("pong");
  const handler = Object.hasOwn(routes, path) ? routes[path]! : notFound;
  return handler(request, server);
}

/** The path of an absolute URL. Much cheaper than `new URL(url).pathname`. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const query = url.indexOf("?", start);
  return query === -1 ? url.slice(start) : url.slice(start, query);
}

export default { fetch, websocket: echo };
