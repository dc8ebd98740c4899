import { signal, type Signal } from "@preact/signals";
import { api } from "./api.ts";
import type { App } from "./messages.ts";

/** The points of a sparkline: two minutes at one look every two seconds. */
const points = 60;
/** Histories asked for at first. Beyond, they grow from what is seen. */
const firstAsked = 40;

const histories = new Map<string, Signal<number[]>>();
let asked = false;

/** The app's last rates, oldest first. */
export function history(name: string): Signal<number[]> {
  let found = histories.get(name);
  if (!found) histories.set(name, (found = signal([])));
  return found;
}

/** Adds what is known of the apps now. */
export function remember(apps: App[]): void {
  for (const app of apps) {
    const h = history(app.name);
    h.value = [...h.value, app.traffic.rps].slice(-points);
  }
  const names = new Set(apps.map((a) => a.name));
  for (const name of histories.keys()) if (!names.has(name)) histories.delete(name);
  if (asked) return;
  asked = true;
  void fill(apps.slice(0, firstAsked).map((a) => a.name));
}

/** Asks for what was before this page was opened, one app after the other. */
async function fill(names: string[]): Promise<void> {
  for (const name of names) {
    const metrics = await api.metrics(name, "2m").catch(() => null);
    if (!metrics) continue;
    const h = history(name);
    h.value = [...metrics.series.rps, ...h.peek()].slice(-points);
  }
}
