// One app that mounts the others by the first segment of the path. Each of them
// is a whole app, too: `rip-server hono.ts`. They are imported when they are
// first asked for, so that one that does not load costs only its own answers.
type App = { default: { fetch(request: Request): Response | Promise<Response> } };

const apps: Record<string, () => Promise<App>> = {
  "ajv": () => import("./ajv"),
  "date-fns": () => import("./date-fns"),
  "dayjs": () => import("./dayjs"),
  "drizzle": () => import("./drizzle"),
  "eta": () => import("./eta"),
  "graphql-yoga": () => import("./graphql-yoga"),
  "h3": () => import("./h3"),
  "handlebars": () => import("./handlebars"),
  "hono": () => import("./hono"),
  "immer": () => import("./immer"),
  "itty-router": () => import("./itty-router"),
  "jose": () => import("./jose"),
  "lodash-es": () => import("./lodash-es"),
  "luxon": () => import("./luxon"),
  "marked": () => import("./marked"),
  "nanoid": () => import("./nanoid"),
  "preact": () => import("./preact"),
  "react": () => import("./react"),
  "rxjs": () => import("./rxjs"),
  "temporal": () => import("./temporal"),
  "uuid": () => import("./uuid"),
  "valibot": () => import("./valibot"),
  "yaml": () => import("./yaml"),
  "zod": () => import("./zod"),
};

export default {
  async fetch(request: Request) {
    const name = new URL(request.url).pathname.split("/")[1];
    if (!apps[name]) return new Response("no such package", { status: 404 });
    return (await apps[name]()).default.fetch(request);
  },
};
