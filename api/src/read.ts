// read(): what the client sent, cleaned and checked.
import { requestContext } from "./storage";
import { getValidator, isRawType } from "./validators";

type Bounds = { min?: number; max?: number; start?: number; end?: number };

/** What a value must be: the name of a validator ("email", or "email!" for one
 * that must be there), a RegExp, [min, max], a list of texts, or bounds. */
export type Type = string | RegExp | readonly (number | null)[] | readonly string[] | Bounds | null;

/** The value of a field of the body, the query or the path, of which the last
 * wins; everything when no name is given. The name may be a path: "user.name".
 * A value that is missing, or not of its type, is `miss`, or what it returns,
 * or null; when it must be there the request ends with 400. */
export function read(name?: string | number | null, type?: Type, miss?: unknown): any {
  const found = requestContext.getStore();
  if (found === undefined) throw new Error("read() was called outside of a request");
  const data = found.data ?? found.c.data();
  if (name === undefined || name === null) return data;
  const given = lookUp(data, typeof name === "string" ? name : String(name));
  if (type === "raw") return given ?? missing(name, false, miss);
  const value = typeof given === "string" ? given.trim() : given;
  if (type === undefined || type === null) return value ?? missing(name, false, miss);
  const word = typeof type === "string" ? (words[type] ?? wordOf(type)) : undefined;
  const result = word === undefined ? check(value, type as Exclude<Type, string | null>) : byWord(value, word);
  const none = result === undefined || result === null || (typeof result === "string" && result.trim() === "");
  return none ? missing(name, word !== undefined && word.must, miss) : result;
}

/** A type that is a text, taken apart once: "email!" */
interface Word {
  /** Of the validator. */
  name: string;
  must: boolean;
  raw: boolean;
}

// Twice as many as there are validators, at most.
const words: Record<string, Word> = Object.create(null);

function wordOf(type: string): Word {
  const must = type.endsWith("!");
  const name = must ? type.slice(0, -1) : type;
  if (getValidator(name) === undefined) {
    throw new TypeError(`there is no validator ${JSON.stringify(name)} for read(); registerValidator adds one`);
  }
  return (words[type] = { name, must, raw: isRawType(name) });
}

function byWord(value: unknown, { name, raw }: Word): unknown {
  if (!raw && (value === undefined || value === null || typeof value === "object")) return null;
  return getValidator(name)!(raw ? value : String(value));
}

function missing(name: string | number, must: boolean, miss: unknown): unknown {
  if (typeof miss === "function") return miss();
  if (must) throw Object.assign(new Error(`Missing required field: ${name}`), { status: 400 });
  return miss ?? null;
}

// Only the data's own: "constructor" is no field that anybody sent.
function lookUp(data: unknown, name: string): unknown {
  if (own(data, name)) return (data as any)[name];
  let value = data;
  for (const part of name.split(".")) {
    if (!own(value, part)) return undefined;
    value = (value as any)[part];
  }
  return value;
}

function own(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}

function check(value: unknown, type: Exclude<Type, string | null>): unknown {
  if (value === undefined || value === null || typeof value === "object") return null;
  if (type instanceof RegExp) return String(value).match(type)?.[0];
  if (!Array.isArray(type)) return between(value, type as Bounds);
  if (type.some((item) => typeof item === "string")) return (type as string[]).includes(String(value)) ? String(value) : null;
  const [min, max] = type as number[];
  return within(value, min, max);
}

function between(value: unknown, { min, max, start, end }: Bounds): unknown {
  if (start === undefined && end === undefined) return within(value, min, max);
  return isNumber(value) ? within(value, start, end) : null; // a range is one of numbers
}

// Numbers by their value, everything else by its length.
function within(value: unknown, min?: number | null, max?: number | null): unknown {
  const numeric = isNumber(value);
  const size = numeric ? Number(value) : String(value).length;
  if ((min != null && size < min) || (max != null && size > max)) return null;
  return numeric ? size : String(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || /^[-+]?\d+(\.\d+)?$/.test(String(value));
}
