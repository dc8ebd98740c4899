import { chunk, debounce, groupBy, merge } from "lodash-es";

export const value = JSON.stringify([chunk([1, 2, 3], 2), groupBy([1, 2, 3], (n) => n % 2), merge({ a: { b: 1 } }, { a: { c: 2 } }), typeof debounce]);
export const want = '[[[1,2],[3]],{"0":[2],"1":[1,3]},{"a":{"b":1,"c":2}},"function"]';
