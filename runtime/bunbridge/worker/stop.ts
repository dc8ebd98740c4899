// The ways a worker ends: told to (SIGTERM), or because the manager is gone.
import type { Server } from "bun";
import { fstatSync } from "node:fs";
import type { Contract } from "./contract";
import { quit } from "./control";
import type { Turn } from "./turn";

// The manager kills what is still there after its own grace; this bound is for
// workers without a manager.
const drainFor = 60_000;

// How long what was given to ctx.waitUntil may go on.
const backgroundFor = 10_000;

/** Finishes what runs and exits when told to. */
export function stopOnSignals(contract: Contract, turn: Turn, server: () => Server<unknown> | undefined): void {
  const managed = hasManager();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    turn.drain();
    await quit(contract);
    await drained(server(), turn);
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  // Ctrl-C reaches the whole terminal; the manager decides what it means.
  process.on("SIGINT", managed ? () => {} : stop);
}

/** Exits at once when the manager's end of stdin closes: nobody would stop
 * this worker any more, and nobody sends it requests. */
export async function exitWithManager(): Promise<void> {
  if (!hasManager()) return;
  for await (const _ of Bun.stdin.stream());
  process.exit(0);
}

function hasManager(): boolean {
  const stdin = fstatSync(0);
  return stdin.isFIFO() || stdin.isSocket();
}

// bun has no event for "the last response is out", hence the looking.
async function drained(server: Server<unknown> | undefined, turn: Turn): Promise<void> {
  const deadline = Date.now() + drainFor;
  while (server && server.pendingRequests + server.pendingWebSockets > 0 && Date.now() < deadline) await Bun.sleep(10);
  const enough = Math.min(Date.now() + backgroundFor, deadline);
  while (turn.background > 0 && Date.now() < enough) await Bun.sleep(10);
}
