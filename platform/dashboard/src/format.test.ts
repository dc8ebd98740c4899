import { expect, test } from "bun:test";
import { ago, bytes, count, ms, plural, rate, span, until, when } from "./format.ts";

test("counts stay short", () => {
  expect([0, 940, 9999, 12_400, 999_999, 3_140_000].map(count)).toEqual(["0", "940", "9999", "12.4k", "1.0M", "3.1M"]);
});

test("a rate tells a trickle from nothing", () => {
  expect([0, 0.04, 0.4, 8.25, 10, 1234.5].map(rate)).toEqual(["0", "<0.1", "0.4", "8.3", "10", "1235"]);
});

test("no measurement is no zero", () => {
  expect([null, 0, 0.42, 12.3, 1250].map(ms)).toEqual(["–", "–", "0.4 ms", "12 ms", "1.25 s"]);
});

test("bytes never have four digits", () => {
  expect([0, 512, 1000, 40 << 20, 1020 * 2 ** 20, 1.5 * 2 ** 30].map(bytes)).toEqual(["–", "512 B", "1.0 KB", "40 MB", "1.0 GB", "1.5 GB"]);
});

test("spans have two units at most", () => {
  expect([0, 59, 61, 3600, 7800, 86_400, 100_000].map(span)).toEqual(["0 s", "59 s", "1 min", "1 h", "2 h 10 min", "1 d", "1 d 3 h"]);
});

test("what is just now, or in the future of a clock that is wrong, is now", () => {
  const now = Date.parse("2026-01-01T00:00:10Z");
  expect(ago("2026-01-01T00:00:09Z", now)).toBe("now");
  expect(ago("2026-01-01T00:01:00Z", now)).toBe("now");
  expect(ago("2026-01-01T00:00:00Z", now)).toBe("10 s ago");
  expect(ago("never", now)).toBe("–");
});

test("what is to come is told as such, and as past when it is", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(until("2026-01-30T00:00:00Z", now)).toBe("in 29 d");
  expect(until("2025-12-31T23:59:00Z", now)).toBe("1 min ago");
  expect(until("never", now)).toBe("–");
});

test("what was not today has a date", () => {
  const now = Date.parse("2026-03-14T12:00:00");
  expect(when("2026-03-14T09:05:07", now)).toBe("09:05:07");
  expect(when("2026-03-13T09:05:07", now)).toBe("2026-03-13 09:05");
});

test("one is not many", () => {
  expect([plural(1, "line"), plural(0, "line"), plural(2, "line")]).toEqual(["1 line", "0 lines", "2 lines"]);
});
