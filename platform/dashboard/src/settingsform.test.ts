import { expect, test } from "bun:test";
import type { App } from "./messages.ts";
import { changes, lines, pairs, words } from "./settingsform.ts";

const app = {
  port: 3001,
  protocol: "http",
  hosts: ["a.test"],
  path: "/s",
  stripPath: false,
  idleStop: "",
  settings: { maxMemory: "256M", requests: "1000" },
  environ: ["SECRET"],
} as unknown as App;

test("only what differs is sent", () => {
  const same = { port: 3001, hosts: ["a.test"], path: "/s", stripPath: false, idleStop: "", settings: { requests: "1000", maxMemory: "256M" } };
  expect(changes(same, app)).toEqual({});
  expect(changes({ ...same, hosts: [], stripPath: true }, app)).toEqual({ hosts: [], stripPath: true });
  expect(changes({ ...same, settings: {} }, app)).toEqual({ settings: {} });
});

test("variables are sent whenever some were written, as nobody knows the old ones", () => {
  expect(changes({ environ: { SECRET: "x" } }, app)).toEqual({ environ: { SECRET: "x" } });
});

test("hosts stand between commas, spaces or both", () => {
  expect(words(" a.test, b.test c.test,, ")).toEqual(["a.test", "b.test", "c.test"]);
});

test("what is written as lines is read from them", () => {
  const values = { A: "1", URL: "http://x/?a=b", EMPTY: "" };
  expect(pairs("environ", lines(values))).toEqual(values);
  expect(() => pairs("environ", "A=1\nno")).toThrow("“no” is not NAME=value.");
});
