import { expect, test } from "bun:test";
import type { App } from "./messages.ts";
import { changes, ownHosts, words } from "./settingsform.ts";

const app = { name: "shop", port: 3001, protocol: "http", hosts: ["shop.localhost", "a.test"], path: "/s", stripPath: false, idleStop: "" } as unknown as App;

test("only what differs is sent", () => {
  const same = { port: 3001, protocol: "http", hosts: ["a.test"], path: "/s", stripPath: false, idleStop: "" } as const;
  expect(changes({ ...same, hosts: ["a.test"] }, app)).toEqual({});
  expect(changes({ ...same, hosts: [], stripPath: true }, app)).toEqual({ hosts: [], stripPath: true });
});

test("the default host is the server's to add", () => {
  expect(ownHosts(app)).toEqual(["a.test"]);
});

test("hosts stand between commas, spaces or both", () => {
  expect(words(" a.test, b.test c.test,, ")).toEqual(["a.test", "b.test", "c.test"]);
});
