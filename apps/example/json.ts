import { methodNotAllowed } from "./handler";

export function hello(request: Request): Response {
  const name = new URL(request.url).searchParams.get("name") || "world";
  return Response.json({ message: `Hello, ${name}!`, time: new Date().toISOString() });
}

/** What the app gets to see of the client's headers. */
export function headers(request: Request): Response {
  return Response.json(Object.fromEntries(request.headers));
}

/** Which worker answered. */
export function worker(): Response {
  const env = globalThis.process?.env ?? {};
  return Response.json({
    worker: env.RIP_WORKER_ID ?? null,
    pid: globalThis.process?.pid ?? null,
    version: Number(env.RIP_VERSION ?? 0),
    app: env.RIP_APP_NAME ?? null,
  });
}

/** Takes any body and tells its size and SHA-256. */
export async function upload(request: Request): Promise<Response> {
  if (request.method !== "POST" && request.method !== "PUT") return methodNotAllowed("POST", "PUT");
  const body = await request.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return Response.json({ size: body.byteLength, type: request.headers.get("content-type"), sha256 });
}

export function notFound(request: Request): Response {
  return Response.json({ error: "not found", path: new URL(request.url).pathname }, { status: 404 });
}
