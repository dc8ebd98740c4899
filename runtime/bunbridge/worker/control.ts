// The worker's side of the control socket: it joins when it can answer, and
// quits before it stops.
import type { Contract } from "./contract";

// The balancer may still be opening the socket while the first workers boot.
const joinFor = 2000;
const retryEvery = 50;

export async function join(contract: Contract): Promise<void> {
  const { app, workerId, socket, version } = contract;
  const message = { op: "join", app, workerId, pid: process.pid, socket, version };
  const deadline = Date.now() + joinFor;
  for (;;) {
    try {
      return await post(contract.control, message, deadline - Date.now());
    } catch (error) {
      if (error instanceof Refused || Date.now() + retryEvery >= deadline) {
        throw new Error(`worker ${workerId} cannot join through ${contract.control}: ${(error as Error).message}`);
      }
      await Bun.sleep(retryEvery);
    }
  }
}

/** Tells that no more requests are wanted. Failing to is no harm: the balancer
 * sees the socket close, and a request that comes meanwhile is told so. */
export async function quit(contract: Contract): Promise<void> {
  const { app, workerId } = contract;
  await post(contract.control, { op: "quit", app, workerId }, 1000).catch(() => {});
}

class Refused extends Error {}

async function post(control: string, message: object, ms: number): Promise<void> {
  const response = await fetch("http://control/worker", {
    unix: control,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(Math.max(ms, 1)),
    keepalive: false,
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(`refused with ${response.status}: ${reason(text)}`);
}

function reason(text: string): string {
  try {
    return JSON.parse(text).error ?? text;
  } catch {
    return text;
  }
}
