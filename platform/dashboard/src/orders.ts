import { signal } from "@preact/signals";
import { api } from "./api.ts";
import { refresh } from "./live.ts";
import type { Token } from "./messages.ts";
import { session, signedOut } from "./session.ts";
import { tell } from "./toasts.ts";

/** The orders on their way, as "verb name". */
export const underway = signal<ReadonlySet<string>>(new Set());

/** Whether an order for the app is on its way. */
export function busy(name: string): boolean {
  for (const order of underway.value) if (order.endsWith(" " + name)) return true;
  return false;
}

/** Carries out an order and tells how it ended. True if it succeeded. */
async function order(verb: string, name: string, done: string, work: () => Promise<unknown>): Promise<boolean> {
  const key = verb + " " + name;
  if (underway.value.has(key)) return false;
  underway.value = new Set([...underway.value, key]);
  try {
    await work();
    tell("done", done);
    return true;
  } catch (e) {
    tell("failed", `${verb} ${name}: ${e instanceof Error ? e.message : String(e)}`);
    return false;
  } finally {
    underway.value = new Set([...underway.value].filter((k) => k !== key));
    void refresh();
  }
}

export const orders = {
  start: (name: string) => order("Start", name, `${name} is started.`, () => api.start(name)),
  stop: (name: string) => order("Stop", name, `${name} is stopped.`, () => api.stop(name)),
  restart: (name: string) => order("Restart", name, `${name} is restarted.`, () => api.restart(name)),
  scale: (name: string, n: number) =>
    order("Scale", name, `${name} has ${n} ${n === 1 ? "worker" : "workers"} now.`, () => api.scale(name, n)),
  rollback: (name: string, version: number) =>
    order("Roll back", name, `${name} is back at version ${version}.`, () => api.rollback(name, version)),
  revoke: (t: Token) => order("Revoke", `“${t.name}”`, `The token “${t.name}” is worthless now.`, () => api.revokeToken(t.id)),
  undeploy: (name: string) => order("Undeploy", name, `${name} is undeployed.`, () => api.undeploy(name)),
};

/** Ends the session, here and on the server. */
export async function signOut(): Promise<void> {
  if (!(await order("Sign out", "", "You are signed out.", api.signOut))) return;
  session.value = null;
  signedOut.value = true;
}
