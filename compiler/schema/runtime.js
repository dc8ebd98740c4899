// The runtime of schema declarations. Compiled modules call the function below
// once per program; it returns what they use: __schema, SchemaError,
// registerCoercer and the object behind the name schema. It keeps to ES2022
// without async generators, which is what every engine that we run has.
function schemaRuntime() {
  const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
  const urlForm = /^https?:\/\/.+/;
  const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  const phoneForm = /^[\d\s\-+()]+$/;
  const zipForm = /^\d{5}(-\d{4})?$/;
  const dateForm = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

  const isText = (v) => typeof v === "string";
  const isNumber = (v) => typeof v === "number" && !Number.isNaN(v);
  const isDate = (v) => v instanceof Date && !Number.isNaN(v.getTime());
  const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

  // Each built-in type: what is one, what messages call it, and its JSON Schema.
  const types = {
    string: { is: isText, words: "a text", json: { type: "string" } },
    text: { is: isText, words: "a text", json: { type: "string" } },
    email: { is: (v) => isText(v) && emailForm.test(v), words: "an email address", json: { type: "string", format: "email" } },
    url: { is: (v) => isText(v) && urlForm.test(v), words: "a URL", json: { type: "string", format: "uri" } },
    uuid: { is: (v) => isText(v) && uuidForm.test(v), words: "a UUID", json: { type: "string", format: "uuid" } },
    phone: { is: (v) => isText(v) && phoneForm.test(v), words: "a phone number", json: { type: "string", pattern: phoneForm.source } },
    zip: { is: (v) => isText(v) && zipForm.test(v), words: "a ZIP code", json: { type: "string", pattern: zipForm.source } },
    number: { is: isNumber, words: "a number", json: { type: "number" } },
    integer: { is: Number.isInteger, words: "a whole number", json: { type: "integer" } },
    boolean: { is: (v) => typeof v === "boolean", words: "true or false", json: { type: "boolean" } },
    date: { is: isDate, words: "a date", json: { type: "string", format: "date" } },
    datetime: { is: isDate, words: "a date and time", json: { type: "string", format: "date-time" } },
    json: { is: (v) => v !== undefined, words: "a value", json: {} },
    any: { is: () => true, words: "a value", json: {} },
  };

  // toDate makes a Date of an ISO text. 2026-02-30, which Date would take for
  // March, is none.
  const toDate = (text) => {
    if (!dateForm.test(text)) return undefined;
    const day = new Date(text.slice(0, 10) + "T00:00:00Z");
    if (!isDate(day) || day.toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined;
    const date = new Date(text.replace(" ", "T"));
    return isDate(date) ? date : undefined;
  };

  // What ~type makes of what came over the wire; undefined is a failure.
  const wire = {
    integer: (v) => (isText(v) && /^\s*[+-]?\d+\s*$/.test(v) ? Number(v) : Number.isInteger(v) ? v : undefined),
    number: (v) => (isText(v) && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(v) ? Number(v) : Number.isFinite(v) ? v : undefined),
    boolean: (v) => (v === true || v === "true" || v === "1" || v === 1 ? true : v === false || v === "false" || v === "0" || v === 0 ? false : undefined),
    date: (v) => (isDate(v) ? v : isText(v) ? toDate(v) : Number.isFinite(v) && isDate(new Date(v)) ? new Date(v) : undefined),
  };

  // The coercers of ~:name. They have a place of their own, so that whoever
  // registers them need not wait for the first schema.
  const coercers = (globalThis[Symbol.for("rip.coercers")] ??= new Map());
  const registerCoercer = (name, fn) => {
    if (typeof fn !== "function") throw new TypeError(`registerCoercer: ${name} needs a function`);
    coercers.set(name, fn);
  };

  // The schemas by name, for modules that use one without importing it. The
  // last of a name counts: a module that is loaded again replaces its own.
  const known = new Map();

  class SchemaError extends Error {
    constructor(issues, schemaName, schemaKind) {
      super(`${schemaName || "schema"}: ${issues.map((issue) => issue.message).join("; ")}`);
      this.name = "SchemaError";
      this.issues = issues;
      this.schemaName = schemaName;
      this.schemaKind = schemaKind;
    }
  }

  const issue = (field, error, message) => ({ field, error, message });
  const join = (path, field) => (field === "" ? path : field[0] === "[" ? path + field : `${path}.${field}`);

  // below moves issues of a value inside to where it is: in the field, and in
  // the message where that begins with the field.
  const below = (path, issues) => issues.map(({ field, error, message }) => {
    const whole = join(path, field);
    return issue(whole, error, field !== "" && message.startsWith(`${field} `) ? whole + message.slice(field.length) : message);
  });
  const whatIs = (v) => (v === null ? "null" : Array.isArray(v) ? "a list" : v === undefined ? "nothing" : `a ${typeof v}`);
  const options = (values) => values.map(String).join(" | ");
  const hidden = (target, name, descriptor) => Object.defineProperty(target, name, { configurable: true, enumerable: false, ...descriptor });
  const failure = (errors) => ({ ok: false, value: null, errors });
  const success = (value) => ({ ok: true, value, errors: null });

  // finish runs a check that waits for nothing to its end.
  const finish = (steps) => steps.next().value;

  // finishAsync runs a check, waiting where it waits.
  const finishAsync = async (steps) => {
    let step = steps.next();
    while (!step.done) step = steps.next(await step.value);
    return step.value;
  };

  // Validator is the ways to ask that schemas and lists of schemas share. Its
  // heirs have check, a generator that yields promises and returns a result,
  // waits, which says whether it will, and label.
  class Validator {
    safe(data) {
      if (this.waits()) throw new Error(`${this.label} has async refinements (@ensure!): use parseAsync, safeAsync or okAsync`);
      return finish(this.check(data));
    }
    async safeAsync(data) { return finishAsync(this.check(data)); }
    parse(data) { return this.taken(this.safe(data)); }
    async parseAsync(data) { return this.taken(await this.safeAsync(data)); }
    ok(data) { return this.safe(data).ok; }
    async okAsync(data) { return (await this.safeAsync(data)).ok; }
    taken(result) {
      if (result.ok) return result.value;
      throw new SchemaError(result.errors, this.name, this.kind);
    }
  }

  class List extends Validator {
    constructor(item) {
      super();
      this.item = item;
      this.kind = "array";
      this.name = item.name && `${item.name}[]`;
      this.label = `${item.label}[]`;
    }
    waits() { return this.item.waits(); }
    *check(data) {
      if (!Array.isArray(data)) return failure([issue("", "not_array", `expected a list, got ${whatIs(data)}`)]);
      const values = [], errors = [];
      for (let i = 0; i < data.length; i++) {
        const result = yield* this.item.check(data[i]);
        if (result.ok) values.push(result.value);
        else errors.push(...below(`[${i}]`, result.errors));
      }
      return errors.length ? failure(errors) : success(values);
    }
    toJSONSchema() {
      const { $schema, $defs, ...items } = this.item.toJSONSchema();
      return { $schema, type: "array", items, ...($defs && { $defs }) };
    }
  }

  class Schema extends Validator {
    #plan;
    #waits;
    constructor(descriptor) {
      super();
      this.kind = descriptor.kind;
      this.name = descriptor.name ?? "";
      this.label = this.name || `this ${this.kind} schema`;
      hidden(this, "descriptor", { value: descriptor });
    }

    // plan is the schema with its mixins taken in, made when it is first used:
    // by then everything that it names is declared.
    get plan() { return (this.#plan ??= makePlan(this)); }

    get array() { return new List(this); }

    // waits says that this schema, or one inside of it, has an @ensure!.
    waits(seen = new Set()) {
      if (this.#waits !== undefined) return this.#waits;
      if (seen.has(this)) return false;
      seen.add(this);
      const inside = [...this.plan.fields.values()].map((f) => f.schema).concat(this.plan.variants);
      const answer = this.plan.ensures.some((e) => e.async) || inside.some((s) => s && s.waits(seen));
      if (seen.values().next().value === this) this.#waits = answer;
      return answer;
    }

    *check(data) {
      switch (this.kind) {
        case "enum": return checkEnum(this, data);
        case "union": return yield* checkUnion(this, data);
        case "mixin": return failure([issue("", "mixin", `${this.label} is a mixin: it has fields for other schemas and no values of its own`)]);
      }
      if (!isObject(data)) return failure([issue("", "type", `expected an object, got ${whatIs(data)}`)]);
      const { fields, ensures, deriveds, prototype } = this.plan;
      const value = prototype ? Object.create(prototype) : {}, errors = [];
      for (const field of fields.values()) yield* checkField(field, data, value, errors);
      if (errors.length === 0) yield* checkRules(ensures, value, errors);
      if (errors.length === 0) derive(deriveds, value, errors);
      return errors.length ? failure(errors) : success(value);
    }

    pick(...keys) { return derived(this, "pick", keys, (f, listed) => listed && f); }
    omit(...keys) { return derived(this, "omit", keys, (f, listed) => !listed && f); }
    partial(...keys) { return derived(this, "partial", keys, (f, listed) => (listed || keys.length === 0 ? { ...f, required: false } : f)); }
    required(...keys) { return derived(this, "required", keys, (f, listed) => (listed || keys.length === 0 ? { ...f, required: true } : f)); }
    extend(other) {
      const mine = entriesOf(this, "extend"), names = new Set(mine.map((f) => f.name));
      if (!(other instanceof Schema)) throw new TypeError(`${this.label}.extend takes another schema`);
      const theirs = entriesOf(other, "extend");
      for (const f of theirs) if (names.has(f.name)) throw new Error(`${this.label}.extend: both schemas have a field '${f.name}'`);
      return shapeOf(this, "extend", [...mine, ...theirs]);
    }

    toJSONSchema() {
      const defs = {}, body = describe(this, defs);
      return {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        ...(this.name && { title: this.name }),
        ...body,
        ...(Object.keys(defs).length > 0 && { $defs: defs }),
      };
    }
  }

  // What a model could do if there were a database.
  for (const name of ["find", "findMany", "where", "includes", "all", "first", "count", "create", "upsert", "insertMany", "withDeleted", "onlyDeleted", "unscoped", "toSQL"]) {
    hidden(Schema.prototype, name, {
      value() { throw new Error(`${this.label}.${name} needs a database, and there is none behind this server's schemas; parse, safe and ok work without one`); },
    });
  }

  // refer finds the schema that an entry names: by its variable, or by its name
  // among all schemas.
  const refer = (of, owner, what) => {
    const found = typeof of === "function" ? of() : known.get(of);
    if (found instanceof Schema) return found;
    const name = typeof of === "function" ? String(of).replace(/^\(\) => /, "") : of;
    throw new Error(`${owner.label}: ${what} is to be ${name}, ${typeof of === "function" ? "which is no schema" : "and no schema of that name is loaded; import it"}`);
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

  // prepare adds to a field what checking it needs.
  const prepare = (entry, owner) => {
    if (entry.values || entry.coercer) return entry;
    const type = typeof entry.type === "string" && Object.hasOwn(types, entry.type) ? types[entry.type] : undefined;
    if (type) return { ...entry, known: type };
    let schema;
    return { ...entry, get schema() { return (schema ??= refer(entry.type, owner, `the type of '${entry.name}'`)); } };
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
  // fill in, then check.
  function* checkField(field, data, value, errors) {
    const { name } = field, before = errors.length;
    let v = candidate(field, data, errors);
    if (errors.length > before) return;
    if (v === undefined) v = field.default;
    if (v === undefined || v === null) {
      if (field.required) errors.push(issue(name, "required", `${name} is required`));
      else if (v === null) value[name] = null;
      return;
    }
    if (field.array) v = yield* checkList(field, v, errors);
    else v = yield* checkOne(field, name, v, errors);
    if (errors.length === before) limits(field, v, errors);
    if (errors.length === before) value[name] = v;
  }

  // candidate is what the data has for a field.
  const candidate = (field, data, errors) => {
    const { name } = field;
    if (field.transform) {
      try {
        return field.transform.call(undefined, data);
      } catch (error) {
        errors.push(issue(name, "transform", `${name} cannot be made of this: ${error?.message ?? error}`));
        return undefined;
      }
    }
    const v = data[name];
    if (v === undefined || v === null || v === Object.prototype[name]) return v === null ? null : Object.hasOwn(data, name) ? v : undefined;
    if (field.coerce) {
      const made = wire[field.type](v);
      if (made === undefined) errors.push(issue(name, "coerce", `${name} must be ${field.known.words}`));
      return made;
    }
    return field.coercer ? coerced(field, v, errors) : v;
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

  function* checkList(field, list, errors) {
    if (!Array.isArray(list)) {
      errors.push(issue(field.name, "type", `${field.name} must be a list`));
      return undefined;
    }
    const values = [];
    for (let i = 0; i < list.length; i++) values.push(yield* checkOne(field, `${field.name}[${i}]`, list[i], errors));
    return values;
  }

  // checkOne checks one value against a field's type and pattern, and returns
  // what it becomes.
  function* checkOne(field, path, v, errors) {
    if (field.values) {
      if (!field.values.includes(v)) errors.push(issue(path, "enum", `${path} must be ${field.values.length > 1 ? "one of " : ""}${options(field.values)}`));
      return v;
    }
    if (field.schema) {
      const result = yield* field.schema.check(v);
      if (!result.ok) errors.push(...below(path, result.errors));
      return result.value;
    }
    if (field.known) {
      if ((field.type === "date" || field.type === "datetime") && isText(v)) v = toDate(v) ?? v;
      if (!field.known.is(v)) {
        errors.push(issue(path, "type", `${path} must be ${field.known.words}`));
        return v;
      }
    }
    if (field.pattern) {
      field.pattern.lastIndex = 0;
      if (!field.pattern.test(v)) errors.push(issue(path, "pattern", `${path} must match ${field.pattern}`));
    }
    return v;
  }

  // limits checks a field's range: of a number, or of the length of a text or
  // list.
  const limits = (field, v, errors) => {
    const { name, min, max } = field;
    const size = isNumber(v) ? v : v?.length;
    const verb = isNumber(v) ? "be" : "have";
    const unit = (n) => (isNumber(v) ? "" : ` ${Array.isArray(v) ? "item" : "character"}${n === 1 ? "" : "s"}`);
    const wrong = size < min ? "min" : size > max ? "max" : size === undefined && (min ?? max) !== undefined ? "type" : undefined;
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

  // entriesOf is the fields that schema algebra works on, mixins' included.
  const entriesOf = (schema, op) => {
    if (schema.kind === "union" || schema.kind === "enum") throw new Error(`${schema.label}.${op}: ${schema.kind} schemas have no fields to work on`);
    return [...schema.plan.fields.values()].map(({ known: _, ...field }) => field);
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

  const __schema = (descriptor) => {
    const made = new Schema(descriptor);
    if (made.name) known.set(made.name, made);
    return made;
  };

  const schema = { registerCoercer };
  for (const name of ["transaction", "connect", "migrate", "plan", "status", "make", "introspect"]) {
    schema[name] = () => { throw new Error(`schema.${name} needs a database, and there is none behind this server's schemas`); };
  }

  return { __schema, SchemaError, registerCoercer, schema };
}
