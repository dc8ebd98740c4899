// JSON Schema (draft 2020-12) of a schema.

// Definitions are the schemas inside of a described one that have a name, each
// under a key of its own: names need not be unique.
class Definitions {
  keys = new Map();
  bodies = {};

  refer(schema) {
    let key = this.keys.get(schema);
    if (!key) {
      key = schema.name;
      for (let n = 2; Object.hasOwn(this.bodies, key); n++) key = schema.name + n;
      this.keys.set(schema, key);
      this.bodies[key] = {}; // taken, so that a schema inside of itself ends
      this.bodies[key] = describe(schema, this);
    }
    return { $ref: `#/$defs/${key}` };
  }
}

// describe is a schema's JSON Schema; the named schemas in it go to defs.
const describe = (schema, defs) => {
  switch (schema.kind) {
    case "enum": return { enum: schema.descriptor.entries.map((m) => m.value) };
    case "union": {
      const { variants, byValue } = schema.plan, mapping = {};
      for (const [value, v] of byValue) if (v.name) mapping[value] = defs.refer(v).$ref;
      const discriminator = { propertyName: schema.descriptor.on, mapping };
      return { oneOf: variants.map((v) => reference(v, defs)), discriminator };
    }
  }
  const properties = {}, required = [], { fields, ensures } = schema.plan;
  for (const field of fields.values()) {
    properties[field.name] = describeField(field, defs);
    if (field.required && field.default === undefined && !field.transform) required.push(field.name);
  }
  return {
    type: "object", properties,
    ...(required.length > 0 && { required }),
    ...(ensures.length > 0 && { description: `Rules: ${ensures.map((e) => e.message).join("; ")}` }),
  };
};

// reference is a schema as part of another's description.
const reference = (schema, defs) => (schema.name ? defs.refer(schema) : describe(schema, defs));

const describeField = (field, defs) => {
  const { min, max } = field, one = describeType(field, defs);
  if (field.pattern) one.pattern = field.pattern.source;
  const json = field.array ? { type: "array", items: one } : one;
  const [low, high] = field.array ? ["minItems", "maxItems"] : json.type === "string" ? ["minLength", "maxLength"] : ["minimum", "maximum"];
  if (min !== undefined) json[low] = min;
  if (max !== undefined) json[high] = max;
  if (field.default !== undefined) json.default = field.default;
  if (field.transform) json.description = "computed from the whole input";
  return json;
};

const describeType = ({ values, nested, schema, coercer, known }, defs) => {
  if (values) return values.length > 1 ? { type: "string", enum: values } : { const: values[0] };
  if (nested) return reference(schema, defs);
  return coercer ? { description: `coerced by ~:${coercer}` } : { ...known.json };
};
