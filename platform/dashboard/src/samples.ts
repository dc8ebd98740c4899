import type { App, Metrics, SeriesName } from "./messages.ts";

/** How many steps may lie between two samples; more is a gap, to be asked for. */
const mostSteps = 4;

/** Adds what an app is like at a time, and lets go of what is older than window
 * seconds. errors are those since the sample before. It returns null when there
 * is a gap, and the same metrics when the time is not new. */
export function append(metrics: Metrics, app: App, errors: number, time: number, window: number): Metrics | null {
  const last = Date.parse(metrics.times.at(-1) ?? "");
  const passed = (time - last) / 1000;
  if (passed <= 0) return metrics;
  if (!(passed <= mostSteps * metrics.step)) return null;
  const times = [...metrics.times, new Date(time).toISOString()];
  const from = times.findIndex((t) => time - Date.parse(t) <= window * 1000);
  const t = app.traffic;
  const now: Record<SeriesName, number> = {
    rps: t.rps,
    p50: t.p50Ms,
    p99: t.p99Ms,
    queue: t.queue,
    errors: Math.max(0, errors) / passed,
    memory: t.memoryBytes,
    busy: app.slots.busy,
  };
  const series = Object.fromEntries(
    Object.entries(metrics.series).map(([name, values]) => [name, [...values, now[name as SeriesName]].slice(from)]),
  );
  return { step: metrics.step, times: times.slice(from), series: series as Metrics["series"] };
}
