// Numbers and money. Beyond 15 digits a number would not be the one written.
import type { Validator } from "../validators";

const digits = (pattern: RegExp): Validator => (v: string) => (pattern.test(v) ? Number(v) : null);

export const numbers: Record<string, Validator> = {
  id: digits(/^[1-9]\d{0,14}$/),
  int: digits(/^[-+]?(0|[1-9]\d{0,14})$/),
  whole: digits(/^(0|[1-9]\d{0,14})$/),
  float: digits(/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?$/i),
  decimal: digits(/^[-+]?(\d+(\.\d*)?|\.\d+)$/),
  cents: digits(/^[-+]?\d{1,15}$/),
  money: (v: string) => toCents(v, false),
  money_even: (v: string) => toCents(v, true),
  ids: (v: string) => {
    const parts = v.split(/[\s,]+/).filter((part) => part !== "");
    if (parts.length === 0 || !parts.every((part) => /^[1-9]\d{0,14}$/.test(part))) return null;
    return [...new Set(parts.map(Number))].sort((a, b) => a - b);
  },
};

// Dollars as people write them, in cents. Digits and not floats are rounded:
// half a cent up, or to the even cent.
function toCents(text: string, even: boolean): number | null {
  const [, sign, whole, fraction = ""] = /^([-+]?) ?\$? ?(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || (whole === "" && fraction === "") || whole.length > 17) return null;
  let cents = Number(whole.replaceAll(",", "") + fraction.slice(0, 2).padEnd(2, "0"));
  if (!Number.isSafeInteger(cents)) return null;
  const rest = fraction.slice(2);
  const half = /^50*$/.test(rest);
  if (half ? !even || cents % 2 === 1 : rest >= "5") cents++;
  return sign === "-" && cents !== 0 ? -cents : cents;
}
