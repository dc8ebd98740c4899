// JSON Schema (draft 2020-12) of a schema.

// describe is a schema's JSON Schema; schemas inside of it that have a name
// go to defs.
const describe = (schema, defs) => {
  switch (schema.kind) {
    case "enum": return { enum: schema.descriptor.entries.map((m) => m.value) };
    case "union": {
      const variants = schema.plan.variants.map((v) => reference(v, defs));
      const mapping = {};
      for (const [value, v] of schema.plan.byValue) if (v.name) mapping[value] = `#/$defs/${v.name}`;
      return { oneOf: variants, discriminator: { propertyName: schema.descriptor.on, mapping } };
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
const reference = (schema, defs) => {
  if (!schema.name) return describe(schema, defs);
  if (!Object.hasOwn(defs, schema.name)) {
    defs[schema.name] = {}; // taken, so that a schema inside of itself ends
    defs[schema.name] = describe(schema, defs);
  }
  return { $ref: `#/$defs/${schema.name}` };
};

const describeField = (field, defs) => {
  const { min, max } = field;
  let json = field.values ? (field.values.length > 1 ? { type: "string", enum: field.values } : { const: field.values[0] })
    : field.schema ? reference(field.schema, defs)
      : field.coercer ? { description: `coerced by ~:${field.coercer}` } : { ...field.known.json };
  if (field.pattern) json.pattern = field.pattern.source;
  if (field.array) json = { type: "array", items: json };
  const [low, high] = field.array ? ["minItems", "maxItems"] : json.type === "string" ? ["minLength", "maxLength"] : ["minimum", "maximum"];
  if (min !== undefined) json[low] = min;
  if (max !== undefined) json[high] = max;
  if (field.default !== undefined) json.default = field.default;
  if (field.transform) json.description = "computed from the whole input";
  return json;
};
