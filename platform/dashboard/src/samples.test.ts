import { expect, test } from "bun:test";
import type { App, Metrics } from "./messages.ts";
import { append } from "./samples.ts";

const start = Date.parse("2026-01-01T00:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const metrics: Metrics = {
  step: 2,
  times: [at(0), at(2)],
  series: { rps: [1, 2], p50: [1, 1], p99: [1, 1], queue: [0, 0], errors: [0, 0], memory: [0, 0], busy: [0, 1] },
};
const app = { slots: { busy: 3 }, traffic: { rps: 7, p50Ms: 2, p99Ms: 9, queue: 4, memoryBytes: 5 } } as unknown as App;

test("a sample is added, what is too old is let go", () => {
  const next = append(metrics, app, 6, start + 4000, 2)!;
  expect(next.times).toEqual([at(2), at(4)]);
  expect(next.series).toEqual({ rps: [2, 7], p50: [1, 2], p99: [1, 9], queue: [0, 4], errors: [0, 3], memory: [0, 5], busy: [1, 3] });
});

test("the same time twice is one sample", () => {
  expect(append(metrics, app, 0, start + 2000, 60)).toBe(metrics);
});

test("a gap is not drawn over", () => {
  expect(append(metrics, app, 0, start + 60_000, 900)).toBeNull();
  expect(append({ ...metrics, times: [] }, app, 0, start, 900)).toBeNull();
});

test("a counter that began anew makes no negative rate", () => {
  expect(append(metrics, app, -100, start + 4000, 60)!.series.errors.at(-1)).toBe(0);
});
