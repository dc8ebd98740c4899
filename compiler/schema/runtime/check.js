// The way of data through a schema.

const checkEnum = (schema, data) => {
  const members = schema.descriptor.entries;
  const found = members.find((m) => m.name === data) ?? members.find((m) => m.value === data);
  return found ? success(found.value) : failure([issue("", "enum", `expected one of ${options(members.map((m) => m.name))}`)]);
};

function* checkUnion(schema, data) {
  if (!isObject(data)) return failure([issue("", "type", `expected an object, got ${whatIs(data)}`)]);
  const { byValue } = schema.plan, on = schema.descriptor.on, variant = byValue.get(data[on]);
  if (!variant) return failure([issue(on, "union", `expected one of ${options([...byValue.keys()])}`)]);
  return yield* variant.check(data);
}

// checkField takes one field from data into value: transform or read, coerce,
// fill in, then check. Only a schema inside may have to wait, and is worth a
// generator.
function* checkField(field, data, value, errors) {
  const before = errors.length, v = candidate(field, data, errors);
  if (v === undefined || errors.length > before) return;
  const made = v === null ? null : field.nested ? yield* inside(field, v, errors) : plain(field, v, errors);
  if (errors.length === before) value[field.name] = made;
}

// candidate is what the data has for a field, or its default; undefined is
// nothing to check. null stands for itself where nothing is required.
const candidate = (field, data, errors) => {
  const { name } = field, before = errors.length;
  const v = field.transform ? transformed(field, data, errors) : read(field, data, errors);
  if (errors.length > before) return undefined;
  const filled = v === undefined ? field.default : v;
  if ((filled === undefined || filled === null) && field.required) errors.push(issue(name, "required", `${name} is required`));
  return filled;
};

const transformed = (field, data, errors) => {
  try {
    return field.transform.call(undefined, data);
  } catch (error) {
    errors.push(issue(field.name, "transform", `${field.name} cannot be made of this: ${error?.message ?? error}`));
    return undefined;
  }
};

// read is the data's own value for a field, coerced. What every object inherits,
// such as toString, is not the data's.
const read = (field, data, errors) => {
  const { name } = field, v = data[name];
  if (v === undefined || v === null) return v;
  if (v === Object.prototype[name] && !Object.hasOwn(data, name)) return undefined;
  if (field.coercer) return coerced(field, v, errors);
  if (!field.coerce) return v;
  const made = wire[field.type](v);
  if (made === undefined) errors.push(issue(name, "coerce", `${name} must be ${field.known.words}`));
  return made;
};

// coerced asks a named coercer.
const coerced = (field, v, errors) => {
  const fn = coercers.get(field.coercer);
  if (!fn) throw new Error(`no coercer registered for '~:${field.coercer}': registerCoercer "${field.coercer}", (v) -> …, or import what brings it`);
  const made = fn(v);
  if (made !== undefined && made !== null && made !== false) return made;
  errors.push(issue(field.name, "coerce", `${field.name} is not a valid ${field.coercer}`));
  return undefined;
};

// notList says, and tells, that a field's value is no list, but is to be one.
const notList = (field, v, errors) => {
  if (!field.array || Array.isArray(v)) return false;
  errors.push(issue(field.name, "type", `${field.name} must be a list`));
  return true;
};

// inside checks a field's value, or each of its list, against another schema,
// and returns what that makes of it.
function* inside(field, v, errors) {
  if (notList(field, v, errors)) return undefined;
  const made = [];
  for (const [i, item] of (field.array ? v : [v]).entries()) {
    const result = yield* field.schema.check(item);
    if (result.ok) made.push(result.value);
    else errors.push(...below(field.array ? `${field.name}[${i}]` : field.name, result.errors));
  }
  if (field.array) limits(field, v, errors);
  return field.array ? made : made[0];
}

// plain checks a field's value, or each of its list, against a type, and
// returns what it becomes.
const plain = (field, v, errors) => {
  if (notList(field, v, errors)) return undefined;
  const before = errors.length;
  const made = field.array ? v.map((item, i) => one(field, `${field.name}[${i}]`, item, errors)) : one(field, field.name, v, errors);
  if (errors.length === before) limits(field, made, errors);
  return made;
};

// one checks a single value against a field's type and pattern.
const one = (field, path, v, errors) => {
  const { known, values, pattern } = field;
  if (values) {
    if (!values.includes(v)) errors.push(issue(path, "enum", `${path} must be ${values.length > 1 ? "one of " : ""}${options(values)}`));
    return v;
  }
  if (known?.from && isText(v)) v = known.from(v) ?? v;
  if (known && !known.is(v)) {
    errors.push(issue(path, "type", `${path} must be ${known.words}`));
  } else if (pattern) {
    pattern.lastIndex = 0;
    if (!pattern.test(v)) errors.push(issue(path, "pattern", `${path} must match ${pattern}`));
  }
  return v;
};

// limits checks a field's range: of a number, or of the length of a text or
// list.
const limits = (field, v, errors) => {
  const { name, min, max } = field;
  if (min === undefined && max === undefined) return;
  const size = isNumber(v) ? v : v?.length;
  const verb = isNumber(v) ? "be" : "have";
  const unit = (n) => (isNumber(v) ? "" : ` ${Array.isArray(v) ? "item" : "character"}${n === 1 ? "" : "s"}`);
  const wrong = size < min ? "min" : size > max ? "max" : size === undefined ? "type" : undefined;
  if (!wrong) return;
  const bound = wrong === "min" ? min : max;
  const how = min === max ? "exactly" : wrong === "min" ? "at least" : "at most";
  errors.push(issue(name, wrong, wrong === "type" ? `${name} must have a size` : `${name} must ${verb} ${how} ${bound}${unit(bound)}`));
};

// checkRules runs every rule: those that answer at once, and, if they all
// hold, those that take time, together. A rule that throws does not hold.
function* checkRules(ensures, value, errors) {
  const broken = (e) => issue(e.field ?? "", "ensure", e.message);
  for (const e of ensures) {
    if (e.async) continue;
    let holds = false;
    try { holds = e.fn(value); } catch { holds = false; }
    if (!holds) errors.push(broken(e));
  }
  const slow = ensures.filter((e) => e.async);
  if (errors.length > 0 || slow.length === 0) return;
  const answers = yield Promise.all(slow.map(async (e) => { try { return await e.fn(value); } catch { return false; } }));
  slow.forEach((e, i) => { if (!answers[i]) errors.push(broken(e)); });
}

// derive computes the derived values, in order.
const derive = (deriveds, value, errors) => {
  for (const d of deriveds) {
    try {
      value[d.name] = d.fn.call(value);
    } catch (error) {
      errors.push(issue(d.name, "derived", `${d.name} cannot be computed: ${error?.message ?? error}`));
      return;
    }
  }
};
