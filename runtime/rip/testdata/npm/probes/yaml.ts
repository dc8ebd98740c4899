import { parse, stringify } from "yaml";

export const value = JSON.stringify(parse("a: 1\nb: [x, &y 2]\nc: *y\n")) + stringify({ a: ["b", true] });
export const want = '{"a":1,"b":["x",2],"c":2}a:\n  - b\n  - true\n';
