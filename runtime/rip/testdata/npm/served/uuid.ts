import { MAX, NIL, parse, stringify, v1, v3, v4, v5, v6, v7, validate, version } from "uuid";

export default {
  fetch() {
    const seven = Array.from({ length: 100 }, () => v7());
    const random = new Uint8Array(16).fill(7);
    return Response.json({
      versions: [v1(), v4(), v6(), v7()].map(version), valid: [validate(v4()), validate("no"), validate(NIL), validate(MAX)], named: [v3("x", v3.DNS), v5("x", v5.URL)],
      fixed: [v4({ random }), v7({ random, msecs: 1700000000000, seq: 1 })], sorted: seven.join() === [...seven].sort().join(), back: stringify(parse("d2a2e8cd-fd4b-5c10-bc7b-50e4ac8d2b2c")),
    });
  },
};
