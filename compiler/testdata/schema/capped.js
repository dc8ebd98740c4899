const { __schema, schema } = globalThis[Symbol.for("rip.schema")] ??= schemaRuntime(); schema.defaultMaxString = 500;
const User = __schema({ kind: "model", name: "User", entries: [
  { tag: "field", name: "name", required: true, type: "string", min: 1, max: 500 },
  { tag: "field", name: "email", required: true, type: "email", min: 1, max: 500 },
  { tag: "field", name: "long", type: "text" },
  { tag: "field", name: "code", type: "string", min: 2, max: 500 },
  { tag: "field", name: "pin", type: "string", min: 4, max: 4 },
  { tag: "field", name: "zip", type: "string", pattern: /^\d{5}$/ },
  { tag: "field", name: "n", type: "integer" }] });
schema.defaultMaxString = 0;
const Free = __schema({ kind: "shape", name: "Free", entries: [{ tag: "field", name: "name", required: true, type: "string" }] });
