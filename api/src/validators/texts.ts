// Texts, names and yes or no.
import { toName } from "../name";
import type { Validator } from "../validators";

const yes = /^(true|t|1|yes|y|on)$/i;
const no = /^(false|f|0|no|n|off)$/i;

export const texts: Record<string, Validator> = {
  /** On one line. */
  string: (v: string) => v.replace(/\s+/g, " "),
  /** Lines stay. */
  text: (v: string) => v.replace(/ {2,}/g, " "),
  name: (v: string) => toName(v),
  address: (v: string) => toName(v, "address"),
  bool: (v: string) => (yes.test(v) ? true : no.test(v) ? false : null),
  truthy: (v: string) => (yes.test(v) ? true : null),
  falsy: (v: string) => (no.test(v) ? true : null),
  slug: (v: string) => (/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(v) ? v.toLowerCase() : null),
};
