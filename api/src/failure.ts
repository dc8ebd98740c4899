// Errors that are answers. What is thrown with a status below 500 was meant for
// the client; of everything else it learns nothing but the fact.
import { requestContext } from "./storage";

/** What error() and notice() throw; any error with these properties will do. */
export interface Failure extends Error {
  status?: number;
  notice?: string;
  issues?: unknown;
}

/** Ends the request with a status and { error: { message } }. */
export function error(message = "Bad request", status = 400): never {
  throw Object.assign(new Error(message), { status });
}

/** Ends the request with { error: { notice } }: a text to show to the user. */
export function notice(message = "Something went wrong", status = 400): never {
  throw Object.assign(new Error(message), { status, notice: message });
}

/** Empties the session and ends the request with 401. */
export function bail(): never {
  const session = requestContext.getStore()?.c.session ?? {};
  for (const key of Object.keys(session)) delete session[key];
  throw Object.assign(new Error("Unauthorized"), { status: 401 });
}

/** Whether something thrown says itself what it is answered with. */
export function hasStatus(thrown: unknown): thrown is Failure & { status: number } {
  const status = (thrown as Failure | null)?.status;
  return Number.isInteger(status) && status! >= 400 && status! <= 599;
}

function statusOf(thrown: unknown): number {
  return hasStatus(thrown) ? thrown.status : 500;
}

/** What the client is told of something thrown. */
export function errorEnvelope(thrown: unknown): { error: Record<string, unknown> } {
  const status = statusOf(thrown);
  if (status >= 500) return { error: { message: serverErrors[status] ?? serverErrors[500] } };
  const { notice, message, issues } = thrown as Failure;
  const error: Record<string, unknown> = notice === undefined ? { message } : { notice };
  if (issues !== undefined) error.issues = issues;
  return { error };
}

/** The answer to something thrown that nobody else answers. */
export function errorResponse(thrown: unknown): Response {
  return new Response(JSON.stringify(errorEnvelope(thrown)), {
    status: statusOf(thrown),
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });
}

// RFC 9110 and the registry of status codes: what stands for the message.
const serverErrors: Record<number, string> = {
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  507: "Insufficient Storage",
  508: "Loop Detected",
  511: "Network Authentication Required",
};
