// One bun process with the app and nothing before it: what an app does without
// any balancer, workers or isolation.
const { default: app } = await import(process.env.RIP_APP_ENTRY!);

Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.env.PORT),
  development: false,
  idleTimeout: 0,
  maxRequestBodySize: 128 * 1024 * 1024,
  fetch: app.fetch.bind(app),
  websocket: app.websocket,
});
