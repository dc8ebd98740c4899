// Schemas made of schemas.

// entriesOf is the fields that schema algebra works on, mixins' included.
const entriesOf = (schema, op) => {
  if (schema.kind === "union" || schema.kind === "enum") throw new Error(`${schema.label}.${op}: ${schema.kind} schemas have no fields to work on`);
  return [...schema.plan.fields.values()].map((field) => field.entry);
};

// keyName is a field's name, given as text or :symbol.
const keyName = (key) => (typeof key === "symbol" ? Symbol.keyFor(key) : key);

// derived makes a shape of some of a schema's fields.
const derived = (schema, op, keys, choose) => {
  const entries = entriesOf(schema, op), listed = new Set(keys.flat().map(keyName));
  for (const key of listed) {
    if (!entries.some((f) => f.name === key)) throw new Error(`${schema.label}.${op}: there is no field '${String(key)}'`);
  }
  return shapeOf(schema, op, entries.map((f) => choose(f, listed.has(f.name))).filter(Boolean));
};

// shapeOf is a shape of fields alone: behaviour and rules stay behind, for
// they may speak of fields that are gone.
const shapeOf = (schema, op, entries) => new Schema({ kind: "shape", name: schema.name && `${schema.name}.${op}`, entries });
