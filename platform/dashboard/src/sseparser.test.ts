import { expect, test } from "bun:test";
import { Parser } from "./sseparser.ts";

const text = ": hello\r\n\r\nid: 7\nevent: line\ndata: {\"a\":1}\n\ndata: one\ndata:two\rdata:  three\n\nretry: 10\nevent: none\n\ndata\n\n";
const want = [
  { event: "line", data: '{"a":1}', id: "7" },
  { event: "message", data: "one\ntwo\n three", id: "7" },
  { event: "message", data: "", id: "7" },
];

test("a stream is read as the standard says", () => {
  expect(new Parser().feed(text)).toEqual(want);
});

test("where a stream is cut does not matter", () => {
  for (let size = 1; size < 12; size++) {
    const parser = new Parser();
    const messages = [];
    for (let at = 0; at < text.length; at += size) messages.push(...parser.feed(text.slice(at, at + size)));
    expect(messages).toEqual(want);
  }
});

test("an unfinished message is not told", () => {
  expect(new Parser().feed("data: half\n")).toEqual([]);
});
