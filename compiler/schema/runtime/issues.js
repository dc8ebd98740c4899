// What is wrong with data, and how it is told.

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
// the message, unless that is an author's own.
const below = (path, issues) => issues.map(({ field, error, message }) => {
  const whole = join(path, field);
  if (field === "" && error !== "ensure") return issue(whole, error, `${whole}: ${message}`);
  return issue(whole, error, field !== "" && message.startsWith(field) ? whole + message.slice(field.length) : message);
});
const whatIs = (v) => {
  if (v === null) return "null";
  if (v === undefined) return "nothing";
  if (Array.isArray(v)) return "a list";
  return typeof v === "object" ? "an object" : `a ${typeof v}`;
};
const options = (values) => values.map(String).join(" | ");
const hidden = (target, name, descriptor) => Object.defineProperty(target, name, { configurable: true, enumerable: false, ...descriptor });
const failure = (errors) => ({ ok: false, value: null, errors });
const success = (value) => ({ ok: true, value, errors: null });
