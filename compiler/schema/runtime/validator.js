// The ways to ask whether data is right.

// Validator is the ways to ask that schemas and lists of schemas share. Its
// heirs have check, which answers with a result or a promise of it, waits, which
// says whether it will be a promise, and label.
class Validator {
  safe(data) {
    if (this.waits()) throw new Error(`${this.label} has async refinements (@ensure!): use parseAsync, safeAsync or okAsync`);
    return this.check(data);
  }
  async safeAsync(data) { return this.check(data); }
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
  check(data) {
    if (!Array.isArray(data)) return failure([issue("", "not_array", `expected a list, got ${whatIs(data)}`)]);
    return afterAll(data.map((item) => this.item.check(item)), (results) => {
      const errors = results.flatMap((r, i) => (r.ok ? right : below(`[${i}]`, r.errors)));
      return errors.length > 0 ? failure(errors) : success(results.map((r) => r.value));
    });
  }
  toJSONSchema() {
    const { $schema, $defs, ...items } = this.item.toJSONSchema();
    return { $schema, type: "array", items, ...($defs && { $defs }) };
  }
}
