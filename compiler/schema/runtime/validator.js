// The ways to ask whether data is right.

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
