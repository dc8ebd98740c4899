// Writes down what it does before it does it, so that a test can read in one
// file what ran on which worker, in which order, and how often.
import { appendFileSync, existsSync, writeFileSync } from "node:fs";

const ledger = process.env.LEDGER!;
const worker = process.env.RIP_WORKER_ID!;
const note = (what: string, id: string) => appendFileSync(ledger, `${what} ${id} ${worker}\n`);

// A test that wants slow starts says so; the top-level await is the app's boot.
await Bun.sleep(Math.random() * Number(process.env.BOOT_MS ?? 0));

export default async function (request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const id = searchParams.get("id") ?? "-";
  note("start", id);
  if (pathname === "/die") die();
  if (pathname === "/die-once" && !existsSync(ledger + ".died")) {
    writeFileSync(ledger + ".died", "");
    die();
  }
  if (pathname === "/hang") while (true);
  await Bun.sleep(Number(searchParams.get("ms") ?? 0));
  note("end", id);
  return new Response(pathname === "/echo" ? id : "ok");
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  while (true); // until the signal is there
}
