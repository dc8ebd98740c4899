// The built-in types, and what turns texts from the wire into their values.

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

// Each built-in type: what is one, what makes one of a text, what messages call
// it, and its JSON Schema.
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
  date: { is: isDate, from: (text) => toDate(text), words: "a date", json: { type: "string", format: "date" } },
  datetime: { is: isDate, from: (text) => toDate(text), words: "a date and time", json: { type: "string", format: "date-time" } },
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
  integer(v) {
    const n = isText(v) && /^\s*[+-]?\d+\s*$/.test(v) ? Number(v) : v;
    return Number.isInteger(v) || Number.isSafeInteger(n) ? n : undefined;
  },
  number(v) {
    const n = isText(v) && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(v) ? Number(v) : v;
    return Number.isFinite(n) ? n : undefined;
  },
  boolean(v) {
    if (v === true || v === "true" || v === "1" || v === 1) return true;
    if (v === false || v === "false" || v === "0" || v === 0) return false;
    return undefined;
  },
  date(v) {
    const date = isText(v) ? toDate(v) : Number.isFinite(v) ? new Date(v) : v;
    return isDate(date) ? date : undefined;
  },
};

// The coercers of ~:name. They have a place of their own, so that whoever
// registers them need not wait for the first schema.
const coercers = (globalThis[Symbol.for("rip.coercers")] ??= new Map());
const registerCoercer = (name, fn) => {
  if (typeof fn !== "function") throw new TypeError(`registerCoercer: ${name} needs a function`);
  coercers.set(name, fn);
};
