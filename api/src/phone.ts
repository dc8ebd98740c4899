// Phone numbers.

/** (212) 555-0100, with ", ext. 7" when there is one; numbers of other
 * countries as +4930123456; "" for what is none. */
export function toPhone(text: string): string {
  const [main = "", extension = ""] = String(text).trim().split(/\s*(?:,\s*)?(?:ext\.?|x|#)\s*/i, 2);
  if (!/^\+?[\d\s().-]+$/.test(main) || !/^\d*$/.test(extension)) return "";
  const digits = main.replace(/\D/g, "");
  const [, area, exchange, line] = /^1?([2-9]\d\d)([2-9]\d\d)(\d{4})$/.exec(digits) ?? [];
  if (area !== undefined && (!main.startsWith("+") || digits.length === 11)) {
    return `(${area}) ${exchange}-${line}` + (extension === "" ? "" : `, ext. ${extension}`);
  }
  return main.startsWith("+") && /^[2-9]\d{6,14}$/.test(digits) ? "+" + digits : ""; // E.164
}
