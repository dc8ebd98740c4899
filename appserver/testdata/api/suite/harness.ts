// Small tests that run within a worker, on whatever engine it has.
import { App } from "@rip/api";

const tests: [string, () => unknown][] = [];

export function test(name: string, run: () => unknown): void {
  tests.push([name, run]);
}

export function equal(got: unknown, want: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  if (a !== b) throw new Error(`got ${a}, want ${b}`);
}

export function throws(run: () => unknown, message: RegExp): void {
  try {
    run();
  } catch (error: any) {
    if (message.test(error.message)) return;
    throw new Error(`threw ${error.message}, want ${message}`);
  }
  throw new Error(`threw nothing, want ${message}`);
}

/** One after another: the API is one app's at a time. */
export async function runAll(): Promise<{ ran: number; failed: string[] }> {
  const failed: string[] = [];
  for (const [name, run] of tests) {
    try {
      await run();
    } catch (error: any) {
      failed.push(`${name}: ${error?.message ?? error}`);
    }
  }
  return { ran: tests.length, failed };
}

export type Ask = (line: string, init?: RequestInit) => Promise<{ status: number; body: string; headers: Headers }>;

/** An app of what define registers, as a function that asks it "GET /path". */
export function app(define: () => unknown): Ask {
  const fetch = App(define);
  return async (line, init = {}) => {
    const [method, path] = line.split(" ");
    const response = await fetch(new Request("http://app.example" + path, { ...init, method }));
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
}

export const form = (body: string): RequestInit => ({ body, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
export const json = (body: unknown): RequestInit => ({ body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
