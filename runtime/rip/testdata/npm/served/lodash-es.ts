import { camelCase, chunk, cloneDeep, debounce, difference, get, groupBy, isEqual, keyBy, memoize, merge, omit, orderBy, pick, set, startCase, template, throttle, uniqBy, words, zipObject } from "lodash-es";

type User = { id: number; name: string; team: string };

export default {
  async fetch(request: Request) {
    const users: User[] = await request.json();
    let called = 0;
    const later = debounce(() => called++, 1);
    for (let i = 0; i < 5; i++) later();
    await new Promise((done) => setTimeout(done, 10));
    const once = throttle(() => ++called, 1000);
    once(); once(); once.cancel();
    const copy = cloneDeep({ users, map: new Map([[1, { a: new Date(0) }]]), re: /x/g });
    const slow = memoize((n: number) => { called++; return n; });
    slow(1); slow(1);
    return Response.json({
      groups: groupBy(users, "team"), byId: Object.keys(keyBy(users, "id")), order: orderBy(users, ["team", "name"], ["asc", "desc"]).map((u) => u.id),
      chunks: chunk(users.map((u) => u.id), 2), unique: uniqBy(users, (u) => u.team).length, pick: pick(users[0], ["id", "none"]), omit: omit(users[0], "id"),
      merge: merge({ a: { b: [1, 2] } }, { a: { b: [3], c: 1 } }), get: get(users, "[0].name"), set: set({}, "a.b[1]", 1), equal: isEqual(copy.users, users) && copy.users !== users,
      cases: [camelCase("Foo bar-baz"), startCase("fooBar"), words("åb cd, éf")], template: template("<%- a %> <%= a %>")({ a: "<" }), zip: zipObject(["a", "b"], [1, 2]), difference: difference([1, 2, 3], [2]),
      called, copied: [copy.map.get(1)!.a instanceof Date, String(copy.re)],
    });
  },
};
