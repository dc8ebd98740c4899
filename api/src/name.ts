// Names of people and places, as they are usually written.

const lower = new Set(["and", "of", "the", "de", "del", "la", "las", "los", "van", "von", "der", "den", "y"]);
const upper = /^(ii|iii|iv|vi|vii|viii|usa|uk|po|dba|llc|md|phd|[ns][ew])$/i;

/** john o'neil-mcADAMS iii → John O'Neil-McAdams III. An address has its
 * compass points and PO Box in capitals. */
export function toName(text: string, kind: "name" | "address" = "name"): string {
  const words = String(text).replace(/[‘’`]/g, "'").trim().split(/\s+/);
  return words.map((word, i) => wordOf(word, i, kind)).join(" ");
}

function wordOf(word: string, i: number, kind: string): string {
  if (i > 0 && lower.has(word.toLowerCase())) return word.toLowerCase();
  if (upper.test(word) && (kind === "address" || !/^(po|[ns][ew])$/i.test(word))) return word.toUpperCase();
  if (/^\d+(st|nd|rd|th)$/i.test(word)) return word.toLowerCase();
  return word.split("-").map(capitals).join("-");
}

function capitals(word: string): string {
  const small = word.toLowerCase();
  const prefix = /^(mc|[od]')(?=.{2})/.exec(small)?.[0] ?? "";
  return first(prefix) + first(small.slice(prefix.length));
}

// The first letter, which may stand behind a bracket or a quote.
function first(word: string): string {
  const at = word.search(/[^("'\s]/);
  return at < 0 ? word : word.slice(0, at) + word.charAt(at).toUpperCase() + word.slice(at + 1);
}
