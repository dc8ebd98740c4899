// GET /openapi.json: what the routes say of themselves.
import type { Application, Route } from "./application";
import type { Pattern } from "./pattern";

const path = "/openapi.json";

/** Has the app describe itself, once. */
export function serveOpenAPI(app: Application): void {
  if (app.router.list().some((route) => route.pattern.path === path)) return;
  app.router.add({
    method: "GET",
    pattern: { path, segments: ["openapi.json"], star: false, slots: [], names: [] },
    options: {},
    handlers: [() => describe(app)],
  });
}

function describe(app: Application): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of app.router.list()) {
    if (route.pattern.path === path || route.method === "ALL") continue;
    const operations = (paths[templated(route.pattern)] ??= {});
    operations[route.method.toLowerCase()] ??= operation(route); // the first wins here, too
  }
  return { openapi: "3.1.0", info: app.info, paths };
}

// '/users/:id{[0-9]+}' is /users/{id}.
function templated({ path }: Pattern): string {
  return path.replace(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, "{$1}");
}

function operation({ pattern, options }: Route): Record<string, unknown> {
  const { input, summary } = options;
  const names = [...templated(pattern).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const described: Record<string, unknown> = { responses: { 200: { description: "OK" } } };
  if (summary !== undefined) described.summary = summary;
  if (names.length > 0) {
    described.parameters = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  }
  if (input?.toJSONSchema !== undefined) {
    described.requestBody = { required: true, content: { "application/json": { schema: input.toJSONSchema() } } };
    (described.responses as any)[400] = { description: "Validation failed", content: { "application/json": { schema: refusal } } };
  }
  return described;
}

const text = { type: "string" };
const issue = { type: "object", properties: { field: text, error: text, message: text } };
const refusal = {
  type: "object",
  properties: { error: { type: "object", properties: { message: text, issues: { type: "array", items: issue } } } },
};
