// The way of data through a schema. Every step answers at once, or, where an
// @ensure! is inside, with a promise; a step that follows waits only then.

const after = (step, next) => (step instanceof Promise ? step.then(next) : next(step));
const afterAll = (steps, next) => (steps.some((step) => step instanceof Promise) ? Promise.all(steps).then(next) : next(steps));

const right = []; // no errors

const checkObject = (schema, data) => {
  if (!isObject(data)) return failure([issue("", "type", `expected an object, got ${whatIs(data)}`)]);
  const { fields, ensures, deriveds, prototype } = schema.plan;
  const value = prototype ? Object.create(prototype) : {}, steps = [];
  for (const field of fields.values()) steps.push(checkField(field, data, value));
  return afterAll(steps, (lists) => {
    const errors = lists.flat();
    if (errors.length > 0) return failure(errors);
    return after(checkRules(ensures, value), (broken) => {
      if (broken.length > 0) return failure(broken);
      const failed = derive(deriveds, value);
      return failed.length > 0 ? failure(failed) : success(value);
    });
  });
};

const checkEnum = (schema, data) => {
  const members = schema.descriptor.entries;
  const found = members.find((m) => m.name === data) ?? members.find((m) => m.value === data);
  return found ? success(found.value) : failure([issue("", "enum", `expected one of ${options(members.map((m) => m.name))}`)]);
};

const checkUnion = (schema, data) => {
  if (!isObject(data)) return failure([issue("", "type", `expected an object, got ${whatIs(data)}`)]);
  const { byValue } = schema.plan, on = schema.descriptor.on, variant = byValue.get(data[on]);
  return variant ? variant.check(data) : failure([issue(on, "union", `expected one of ${options([...byValue.keys()])}`)]);
};

// checkField takes one field from data into value: transform or read, coerce,
// fill in, then check. It answers with the errors.
const checkField = (field, data, value) => {
  const { name } = field;
  let v;
  if (field.transform) {
    try {
      v = field.transform.call(undefined, data);
    } catch (error) {
      return [issue(name, "transform", `${name} cannot be made of this: ${error?.message ?? error}`)];
    }
  } else {
    v = read(field, data);
    if (v === refused) return [issue(name, "coerce", `${name} ${field.coercer ? `is not a valid ${field.coercer}` : `must be ${field.known.words}`}`)];
  }
  if (v === undefined) v = field.default;
  if (v === undefined || v === null) {
    if (field.required) return [issue(name, "required", `${name} is required`)];
    if (v === null) value[name] = null;
    return right;
  }
  if (field.array && !Array.isArray(v)) return [issue(name, "type", `${name} must be a list`)];
  return field.nested ? inside(field, v, value) : plain(field, v, value);
};

// refused is what a coercer makes of what it cannot take.
const refused = Symbol("refused");

// read is the data's own value for a field, coerced. What every object inherits,
// such as toString, is not the data's.
const read = (field, data) => {
  const { name } = field, v = data[name];
  if (v === undefined || v === null) return v;
  if (v === Object.prototype[name] && !Object.hasOwn(data, name)) return undefined;
  if (field.coercer) return coerced(field.coercer, v);
  return field.coerce ? wire[field.type](v) ?? refused : v;
};

// coerced asks a named coercer, which says no with null, undefined or false, or
// by throwing.
const coerced = (name, v) => {
  const fn = coercers.get(name);
  if (!fn) throw new Error(`no coercer registered for '~:${name}': registerCoercer "${name}", (v) -> …, or import what brings it`);
  let made;
  try { made = fn(v); } catch { return refused; }
  return made === undefined || made === null || made === false ? refused : made;
};

// inside checks a field's value, or each of its list, against another schema,
// and keeps what that makes of it.
const inside = (field, v, value) => {
  const { name, array } = field;
  value[name] = undefined; // its place among the others, if it has to be waited for
  return afterAll((array ? v : [v]).map((item) => field.schema.check(item)), (results) => {
    const errors = results.flatMap((r, i) => (r.ok ? right : below(array ? `${name}[${i}]` : name, r.errors)));
    const made = results.map((r) => r.value);
    value[name] = array ? made : made[0];
    return errors.length === 0 && array ? limits(field, made) : errors;
  });
};

// plain checks a field's value, or each of its list, against a type, and keeps
// what it becomes.
const plain = (field, v, value) => {
  const { name } = field, errors = [];
  value[name] = field.array ? v.map((item, i) => one(field, `${name}[${i}]`, item, errors)) : one(field, name, v, errors);
  return errors.length > 0 ? errors : limits(field, value[name]);
};

// one checks a single value against a field's type and pattern, and returns
// what it becomes.
const one = ({ known, values, pattern }, path, v, errors) => {
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
const limits = ({ name, min, max }, v) => {
  if (min === undefined && max === undefined) return right;
  const size = isNumber(v) ? v : v.length;
  const wrong = size < min ? "min" : size > max ? "max" : size === undefined ? "type" : undefined;
  if (!wrong) return right;
  if (wrong === "type") return [issue(name, wrong, `${name} must have a size`)];
  const verb = isNumber(v) ? "be" : "have";
  const bound = wrong === "min" ? min : max;
  const unit = isNumber(v) ? "" : ` ${Array.isArray(v) ? "item" : "character"}${bound === 1 ? "" : "s"}`;
  const how = min === max ? "exactly" : wrong === "min" ? "at least" : "at most";
  return [issue(name, wrong, `${name} must ${verb} ${how} ${bound}${unit}`)];
};
