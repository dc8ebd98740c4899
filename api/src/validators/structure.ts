// Values that are no texts. These get what was sent as it is.
import type { Validator } from "../validators";

export const structure: Record<string, Validator> = {
  array: (v: unknown) => (Array.isArray(v) ? v : null),
  hash: (v: unknown) => (typeof v === "object" && v !== null && !Array.isArray(v) ? v : null),
  /** An object or list, or a text that spells JSON. */
  json: (v: unknown) => {
    if (typeof v !== "string") return typeof v === "object" ? v : null;
    try {
      return JSON.parse(v);
    } catch {
      return null;
    }
  },
};
