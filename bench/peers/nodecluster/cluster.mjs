// As many node processes as workers behind node's own cluster module, which is
// what PM2's cluster mode is: connections go round, a process takes as many
// requests at once as come. It has the app's /ping and /slow only, as the app
// is written for web-standard servers.
import cluster from "node:cluster";
import { createServer } from "node:http";

if (cluster.isPrimary) {
  for (let i = 0; i < Number(process.env.WORKERS); i++) cluster.fork();
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill("SIGTERM");
    process.exit(0);
  });
} else {
  const server = createServer({ keepAliveTimeout: 10_000 }, (request, response) => {
    const [path, query] = request.url.split("?");
    if (path === "/ping") return answer(response, "pong", "text/plain;charset=utf-8");
    if (path !== "/slow") return response.writeHead(404).end();
    const ms = Number(new URLSearchParams(query).get("ms") ?? 1000);
    setTimeout(() => answer(response, JSON.stringify({ waited: ms }), "application/json;charset=utf-8"), ms);
  });
  server.listen(Number(process.env.PORT), "127.0.0.1", 4096);
}

function answer(response, text, type) {
  response.writeHead(200, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}
