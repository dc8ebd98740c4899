// Listens on the worker's socket.
import type { Server } from "bun";
import type { App } from "./adopt";
import type { Contract } from "./contract";
import type { Reloader } from "./reloader";
import { delegate } from "./sockets";
import type { Turn } from "./turn";

// The balancer enforces the limit of 100 MB and says so; bun's must not come first.
const maxRequestBodySize = 128 * 1024 * 1024;

export function listen(serve: typeof Bun.serve, contract: Contract, reloader: Reloader<App>, turn: Turn): Server<unknown> {
  // The socket is for the balancer alone. The app's own files are not our business.
  const before = process.umask(0o077);
  try {
    const server = serve({
      unix: contract.socket,
      // The balancer keeps the clock: an idle timeout here would cut off slow
      // handlers and quiet event streams (bun 1.4.5, Unix sockets).
      idleTimeout: 0,
      maxRequestBodySize,
      development: false,
      fetch: turn.handler(),
      websocket: delegate(() => reloader.app),
    } as any); // bun's types know no idleTimeout for Unix sockets; bun does
    return withEnvironment(watchUpgrades(server, turn));
  } finally {
    process.umask(before);
  }
}

function watchUpgrades(server: Server<unknown>, turn: Turn): Server<unknown> {
  const upgrade = server.upgrade.bind(server);
  server.upgrade = ((request: Request, options?: any) => {
    const done = upgrade(request, options);
    if (done) turn.noteUpgrade();
    return done;
  }) as Server<unknown>["upgrade"];
  return server;
}

// A handler's second argument is the server to apps written for bun and env to
// those written for Workers: it is both. Variables are not called as methods are.
function withEnvironment(server: Server<unknown>): Server<unknown> {
  for (const [name, value] of Object.entries(process.env)) {
    if (!(name in server)) (server as any)[name] = value;
  }
  return server;
}
