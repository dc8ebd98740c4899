// Validators by name: a function from what was sent to the cleaned value, or to
// null when it is none.
import { contact } from "./validators/contact";
import { numbers } from "./validators/numbers";
import { structure } from "./validators/structure";
import { texts } from "./validators/texts";
import { times } from "./validators/times";
import { web } from "./validators/web";

export { toName } from "./name";
export { toPhone } from "./phone";

/** Gets a trimmed text; one that is registered as raw gets the value as it is. */
export type Validator = (value: any) => unknown;

export const validators: Record<string, Validator> = Object.assign(Object.create(null), numbers, texts, times, contact, web, structure);

const rawTypes = new Set(["array", "hash", "json"]);

const coercers: Map<string, Validator> = ((globalThis as any)[Symbol.for("rip.coercers")] ??= new Map());

/** Makes the validators coercers of Rip's schemas, but for names that these have already. */
export function addCoercers(): void {
  for (const name of Object.keys(validators)) if (!coercers.has(name)) coercers.set(name, coercer(name));
}

/** Adds a validator for read() and for the schemas' ~:name. It must answer at
 * once. raw: it gets the value as it was sent, not as a text. */
export function registerValidator(name: string, validate: Validator, { raw = false }: { raw?: boolean } = {}): void {
  if (typeof validate !== "function") throw new TypeError(`the validator ${name} is no function`);
  if (/^async\b/.test(Function.prototype.toString.call(validate))) {
    throw new TypeError(`the validator ${name} is async, and read() answers at once`);
  }
  if (name in validators) throw new Error(`there is a validator ${name} already`);
  validators[name] = validate;
  if (raw) rawTypes.add(name);
  coercers.set(name, coercer(name));
}

export function getValidator(name: string): Validator | undefined {
  return validators[name];
}

/** Whether the validator gets values as they are. */
export function isRawType(name: string): boolean {
  return rawTypes.has(name);
}

export function validatorNames(): string[] {
  return Object.keys(validators).sort();
}

/** What the validator makes of a value, outside of a request. */
export function check(name: string, value: unknown): unknown {
  return coercer(name)(value) ?? null;
}

function coercer(name: string): Validator {
  return (value) => {
    if (rawTypes.has(name)) return validators[name]!(value);
    if (value === undefined || value === null || typeof value === "object") return null;
    return validators[name]!(String(value).trim());
  };
}
