// A schema made ready for use: its fields, mixins included, and its behaviour.

// refer finds the schema that an entry names: by its variable, or by its name
// among all schemas.
const refer = (of, owner, what) => {
  const byVariable = typeof of === "function", found = byVariable ? of() : known.get(of);
  if (found instanceof Schema) return found;
  const why = byVariable ? `${whatIs(found)}, and no schema` : `${of}, and no schema of that name is loaded; import it`;
  throw new Error(`${owner.label}: ${what} is ${why}`);
};

// makePlan prepares a schema for use.
const makePlan = (schema) => {
  const plan = { fields: new Map(), ensures: [], deriveds: [], variants: [], byValue: new Map(), prototype: null };
  takeFields(schema, schema, plan, []);
  if (schema.kind === "shape" || schema.kind === "model") plan.prototype = Object.create(Object.prototype);
  for (const entry of schema.descriptor.entries) {
    switch (entry.tag) {
      case "ensure": plan.ensures.push(entry); break;
      case "derived": plan.deriveds.push(entry); break;
      case "method": hidden(plan.prototype, entry.name, { value: entry.fn, writable: true }); break;
      case "computed": hidden(plan.prototype, entry.name, { get: entry.fn }); break;
      case "variant": plan.variants.push(refer(entry.of, schema, "a variant")); break;
    }
    if (plan.fields.has(entry.name) && entry.tag !== "field") throw new Error(`${schema.label}: '${entry.name}' is a field and a ${entry.tag} at once`);
  }
  for (const variant of plan.variants) tellApart(schema, variant, plan.byValue);
  return plan;
};

// takeFields puts the fields of from, and of its mixins, into a plan. A mixin
// that comes by two ways counts once.
const takeFields = (from, owner, plan, path) => {
  if (path.includes(from)) throw new Error(`mixin cycle: ${[...path, from].map((s) => s.name).join(" -> ")}`);
  if (path.length === 0) plan.taken = new Set();
  for (const entry of from.descriptor.entries) {
    if (entry.tag === "mixin") {
      const mixin = refer(entry.of, owner, "a mixin");
      if (mixin.kind !== "mixin") throw new Error(`${owner.label}: @mixin ${mixin.label} names a ${mixin.kind}, which is no mixin`);
      if (plan.taken.has(mixin) && !path.includes(mixin)) continue;
      plan.taken.add(mixin);
      takeFields(mixin, owner, plan, [...path, from]);
    } else if (entry.tag === "field") {
      if (plan.fields.has(entry.name)) throw new Error(`${owner.label}: the field '${entry.name}' comes twice; ${from.label} has it too`);
      plan.fields.set(entry.name, prepare(entry, owner));
    }
  }
};

// prepare adds to a field what checking it needs: its built-in type, or the
// schema that is its type, which is looked up when it is first needed.
const prepare = (entry, owner) => {
  if (entry.values || entry.coercer) return { ...entry, entry };
  if (Object.hasOwn(types, entry.type)) return { ...entry, entry, known: types[entry.type] };
  let schema;
  return { ...entry, entry, nested: true, get schema() { return (schema ??= refer(entry.type, owner, `the type of '${entry.name}'`)); } };
};

// tellApart notes by which values of the union's field a variant is known.
const tellApart = (union, variant, byValue) => {
  const on = union.descriptor.on, field = variant.plan.fields.get(on);
  if (!field?.values) throw new Error(`${union.label}: ${variant.label} needs a field '${on}' that is a text of its own: ${on}! "…"`);
  for (const value of field.values) {
    if (byValue.has(value)) throw new Error(`${union.label}: ${byValue.get(value).label} and ${variant.label} both have ${on} "${value}"`);
    byValue.set(value, variant);
  }
};
