/** What a route is: it gets the request and the server, and answers. It
 * returns undefined only after it has upgraded the connection. */
export type Handler = (request: Request, server?: Server) => Response | undefined | Promise<Response | undefined>;

/** The part of the server that an app needs to open websockets. */
export interface Server {
  upgrade(request: Request): boolean;
}

/** A number from the query string, never below 0 or above max. */
export function numberFrom(request: Request, name: string, fallback: number, max: number): number {
  const text = new URL(request.url).searchParams.get(name);
  const value = text === null || text === "" ? fallback : Number(text);
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), max) : fallback;
}

/** 405 for everybody who comes with another method than these. */
export function methodNotAllowed(...allowed: string[]): Response {
  return Response.json(
    { error: "method not allowed", allowed },
    { status: 405, headers: { Allow: allowed.join(", ") } },
  );
}

/** Text that is safe between tags and in quoted attributes. */
export function escapeHTML(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (c) => entities[c]!);
}
