// Routes that misbehave on purpose, to see how the server takes it.
import { numberFrom } from "./handler";

/** Answers late, without keeping the CPU busy. */
export async function slow(request: Request): Promise<Response> {
  const ms = numberFrom(request, "ms", 1000, 60_000);
  await new Promise((resolve) => setTimeout(resolve, ms));
  return Response.json({ waited: ms });
}

/** Keeps the CPU busy and hears nothing meanwhile: a worker that hangs. */
export function sleepSync(request: Request): Response {
  const ms = numberFrom(request, "ms", 1000, 60_000);
  const end = Date.now() + ms;
  while (Date.now() < end);
  return Response.json({ burned: ms });
}

/** A bug: the error page in dev, a plain 500 in prod. */
export function throws(): never {
  throw new Error("This error is thrown on purpose: see /throw in trouble.ts");
}

/** Takes the whole worker process down. */
export function crash(): never {
  console.error("crashing on purpose: see /crash in trouble.ts");
  globalThis.process?.exit?.(1);
  throw new Error("this runtime cannot exit");
}
