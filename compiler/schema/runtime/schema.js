// A schema.

// The schemas by name, for modules that use one without importing it. The
// last of a name counts: a module that is loaded again replaces its own.
const known = new Map();

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
    const inside = [...this.plan.fields.values()].filter((f) => f.nested).map((f) => f.schema).concat(this.plan.variants);
    const answer = this.plan.ensures.some((e) => e.async) || inside.some((s) => s.waits(seen));
    if (seen.values().next().value === this) this.#waits = answer;
    return answer;
  }

  check(data) {
    switch (this.kind) {
      case "enum": return checkEnum(this, data);
      case "union": return checkUnion(this, data);
      case "mixin": return failure([issue("", "mixin", `${this.label} is a mixin: it has fields for other schemas and no values of its own`)]);
    }
    return checkObject(this, data);
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
    const defs = new Definitions(), body = describe(this, defs);
    return {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      ...(this.name && { title: this.name }),
      ...body,
      ...(defs.keys.size > 0 && { $defs: defs.bodies }),
    };
  }
}

// What a model could do if there were a database.
const stored = [
  "find", "findMany", "where", "includes", "all", "first", "count", "create", "upsert", "insertMany",
  "withDeleted", "onlyDeleted", "unscoped", "toSQL",
];
for (const name of stored) {
  hidden(Schema.prototype, name, {
    value() {
      throw new Error(`${this.label}.${name} needs a database, and there is none behind this server's schemas; parse, safe and ok work without one`);
    },
  });
}
